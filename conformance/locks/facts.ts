import type { LockDocument } from '../../src/lockfiles/lock-document.ts';

/** A package as a line: its project, version, and files with their hashes, sorted. */
export type Fact = string;

export interface Package {
  readonly name: string;
  readonly version: string;
  /** File names and SHA-256. */
  readonly files: readonly (readonly [filename: string, sha256: string])[];
}

export function factOf({ name, version, files }: Package): Fact {
  const project = name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  return [project, version, ...files.map((file) => file.join(' ')).toSorted()].join('\n    ');
}

/** What this project reads in a lock, of packages that come from an index. */
export function factsOf({ packages }: LockDocument): Fact[] {
  return packages
    .filter(({ source }) => source.kind === 'index')
    .map(({ name, version = '', files }) => {
      const pairs = files.map(({ filename = '', sha256 = '' }) => [filename, sha256] as const);
      return factOf({ name, version, files: pairs });
    })
    .toSorted();
}

/** @throws {Error} where they differ, or there is nothing to compare. */
export function same(ours: readonly Fact[], theirs: readonly Fact[]): void {
  const sorted = theirs.toSorted();
  if (ours.length === 0) throw new Error('nothing was read');
  if (JSON.stringify(ours) === JSON.stringify(sorted)) return;
  throw new Error(`ours:\n  ${ours.join('\n  ')}\ntheirs:\n  ${sorted.join('\n  ')}`);
}
