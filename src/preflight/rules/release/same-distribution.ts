import type { Distribution } from '../../../packaging/distribution.ts';
import { distributionKey } from '../../../packaging/distribution-filename.ts';
import { ALL_INDEXES, type PreflightFinding, type PreflightRule } from '../../rule.ts';

/**
 * Two files that are one distribution: the same bytes under two names, which PyPI refuses ("File
 * already exists", 400, seen 2026-08), or the same name, version and tags in two spellings. PyPI accepts
 * two spellings with different bytes (seen 2026-12); which of the two is installed is then chance.
 */
export const sameDistribution: PreflightRule = {
  id: 'same-distribution',
  pypi: "The same bytes: File already exists ('f', with blake2_256 hash '…'). (400, for the second of the two) Two spellings with different bytes: accepts both; refused here, because installers pick either.",
  concerns: 'file',
  errorOn: ALL_INDEXES,
  check: ({ distributions }) => [
    ...twins(
      distributions,
      identity,
      'these files are one distribution in several spellings: installers would pick any of them',
    ),
    ...twins(distributions, ({ sha256 }) => sha256, 'these files have the same bytes'),
  ],
};

/** Sdists have a separate rule: one a release, however it is spelled. */
function identity({ filename, parsedFilename }: Distribution): string {
  return parsedFilename.kind === 'sdist' ? filename : (distributionKey(filename) ?? filename);
}

function twins(
  distributions: readonly Distribution[],
  key: (distribution: Distribution) => string,
  what: string,
): readonly PreflightFinding[] {
  return [...Map.groupBy(distributions, key).values()]
    .filter((files) => files.length > 1)
    .map((files) => ({
      filenames: files.map(({ filename }) => filename),
      message: what,
      remedy: 'Keep one of them. A leftover of an earlier build is the usual reason.',
    }));
}
