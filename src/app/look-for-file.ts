import type { Distribution } from '../formats/distribution.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import { fetchProjectState } from '../index-api/project-state.ts';
import type { Deps } from './deps.ts';

/** What an index has under the name of a file. */
export type FileOnIndex =
  /** Our bytes, by their SHA-256. */
  | 'ours'
  | 'other-bytes'
  | 'nothing'
  /** It cannot be asked, or does not say. */
  | 'unknown';

/** The question after a lost answer is short: the upload itself is tried again if nobody answers. */
const BRIEF = { tries: 2, budgetMs: 5_000 };

/** Asks an index what it has under the name of a file. Never an error. */
export async function lookForFile(
  { project, filename, sha256 }: Distribution,
  index: IndexProfile,
  deps: Deps,
): Promise<FileOnIndex> {
  const state = await fetchProjectState(project, index, deps, BRIEF).catch(() => undefined);
  if (state?.kind === 'missing') return 'nothing';
  if (state?.kind !== 'exists') return 'unknown';
  const listed = state.page.files.find((file) => file.filename === filename);
  if (!listed) return 'nothing';
  const listedSha256 = listed.hashes['sha256']?.toLowerCase();
  if (listedSha256 === undefined) return 'unknown';
  return listedSha256 === sha256 ? 'ours' : 'other-bytes';
}
