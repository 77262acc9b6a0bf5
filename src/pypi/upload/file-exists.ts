/**
 * PyPI (2026-08) answers 200 to the same bytes under the same name. What it refuses so has its name
 * on the index with other bytes, or its bytes under another name, of any project.
 */
const NAME_OR_BYTES: Words = [[400, /^File already exists/i]];

/** The words of indexes that answer 200 to the same bytes: they have other ones. */
const OTHER_BYTES: Words = [
  // devpi 6.20.
  [409, /already exists in non-volatile index/i],
];

/** The words of the others. There is no standard for it: each line is one index's. */
const SOME_BYTES: Words = [
  // pypiserver 2.4, Gitea, Azure Artifacts.
  [409, /(?:)/],
  // Google Artifact Registry: "Requested entity already exists" (pypa/twine#816).
  [400, /^requested entity already exists/i],
  // GitLab: "Validation failed: File name has already been taken" (pypa/twine#697).
  [400, /file name has already been taken/i],
  // Nexus on OrientDB, and on PostgreSQL or H2 (pypa/twine#693, #1044).
  [400, /does not allow updating assets?\b/i],
  [400, /\/packages\/\S+ cannot be updated/i],
  // Artifactory: "Not enough permissions to delete/overwrite artifact 'repo:path' (user …)", or
  // "… to delete/overwrite all artifacts under 'repo:path'" (pypa/twine#332, #1251).
  [403, /not enough permissions to (?:delete\/)?overwrite (?:all )?artifacts?\b/i],
];

type Words = readonly (readonly [status: number, words: RegExp])[];

/**
 * What an index says that it has, when it refuses a file because it is there already:
 * `other-bytes` under its name; `name-or-bytes`: its name, or its bytes under another one;
 * `name`: its name, with bytes that are not told.
 */
export type ExistingFile = 'other-bytes' | 'name-or-bytes' | 'name';

/**
 * Whether a refusal says that a file of this name, or with these bytes, is there already.
 * @param text what the index says
 * @returns undefined where it says something else
 */
export function existingFile(status: number, text: string): ExistingFile | undefined {
  const isSaid = (words: Words) => words.some(([known, one]) => known === status && one.test(text));
  if (isSaid(NAME_OR_BYTES)) return 'name-or-bytes';
  if (isSaid(OTHER_BYTES)) return 'other-bytes';
  return isSaid(SOME_BYTES) ? 'name' : undefined;
}
