import type { Distribution } from '../../packaging/distribution.ts';
import type { FileWarnings } from '../../preflight/preflight.ts';

const byNumbers = new Intl.Collator('en', { numeric: true });

/**
 * The file that the index is most likely to refuse: the one with the most warnings, then the largest
 * (limits of size and quota), then the one with the newest platform tag, which the index may not
 * know yet. It goes up first, alone, so that a refusal leaves nothing behind.
 * @returns undefined where there is no file
 */
export function mostDoubtful(
  files: readonly Distribution[],
  warnings: FileWarnings,
): Distribution | undefined {
  const count = ({ filename }: Distribution) => warnings.get(filename)?.length ?? 0;
  const [first] = files.toSorted(
    (a, b) =>
      count(b) - count(a) ||
      b.size - a.size ||
      byNumbers.compare(platform(b), platform(a)) ||
      (a.filename < b.filename ? -1 : 1),
  );
  return first;
}

/** The platform tag, of several the newest: `macosx_14_0_arm64`. */
function platform({ parsedFilename }: Distribution): string {
  if (parsedFilename.kind === 'sdist') return '';
  const platforms = parsedFilename.tags.map((tag) => tag.split('-').slice(2).join('-'));
  return platforms.toSorted(byNumbers.compare).at(-1) ?? '';
}
