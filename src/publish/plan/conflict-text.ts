import type { PlannedFile } from './plan.ts';

/** A release can have hundreds of wheels, and they differ for one reason. */
const MOST_SHOWN = 8;

/** Files that the index has with other bytes, or with unknown ones: both hashes, below each other. */
export function conflictLines(files: readonly PlannedFile[], title: string): readonly string[] {
  const left = files.length - MOST_SHOWN;
  const width = Math.max(`on ${title}:`.length, 'here:'.length);
  const shown = files
    .slice(0, MOST_SHOWN)
    .flatMap(({ distribution, indexSha256, indexTime }) => [
      `  ${distribution.filename}`,
      `    ${`on ${title}:`.padEnd(width)}  ${hash(indexSha256)}${since(indexTime)}`,
      `    ${'here:'.padEnd(width)}  ${hash(distribution.sha256)}`,
    ]);
  return left > 0 ? [...shown, `  and ${left} more`] : shown;
}

/** The same of one file, in one line. */
export function conflictLine({ distribution, indexSha256, indexTime }: PlannedFile): string {
  const { filename, sha256 } = distribution;
  return `${filename} (index: ${hash(indexSha256)}${since(indexTime)}; here: ${hash(sha256)})`;
}

function hash(sha256: string | undefined): string {
  return `SHA-256 ${sha256 ?? 'not given'}`;
}

function since(time: number | undefined): string {
  if (time === undefined) return '';
  const text = new Date(time).toISOString();
  return `, since ${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
