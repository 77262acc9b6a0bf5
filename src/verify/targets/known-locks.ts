import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Names of files that say what is installed, by whatever tool. */
const KNOWN = [
  /^pylock(?:\.[^.]+)?\.toml$/,
  /^(?:uv|poetry|pdm)\.lock$/,
  /^Pipfile\.lock$/,
  /^requirements(?:[-_.][\w-]+(?:\.[\w-]+)*)?\.txt$/,
];

/** The lock files that lie directly in a folder, sorted by name; none where it cannot be read. */
export async function knownLocks(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter(isKnownLock)
    .sort()
    .map((name) => join(folder, name));
}

/** Whether a path's name alone says that it is a lock file. */
export function isKnownLock(path: string): boolean {
  return KNOWN.some((pattern) => pattern.test(basename(path)));
}
