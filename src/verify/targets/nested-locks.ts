import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isKnownLock } from './known-locks.ts';

/** Folders below the workspace that are looked into at most; real repositories have some thousand. */
const MOST_FOLDERS = 20_000;
/** Folders in folders; locks of projects lie some three deep. */
const MOST_DEPTH = 8;

/** Folders that hold what somebody installed or a tool keeps. */
const SKIPPED = /^(?:\..*|node_modules|site-packages|__pycache__|venv|env)$/;

/**
 * The lock files below a folder, without those directly in it: sorted paths relative to it, `/`
 * between their parts. Links are not followed.
 */
export async function nestedLocks(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  let level = [''];
  let folders = 0;
  for (let depth = 0; depth < MOST_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const path of level) {
      folders += 1;
      if (folders > MOST_FOLDERS) return found.toSorted();
      const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const below = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isDirectory() && !SKIPPED.test(entry.name)) next.push(below);
        else if (path !== '' && entry.isFile() && isLock(below)) found.push(below);
      }
    }
    level = next;
  }
  return found.toSorted();
}

/** Many keep several requirements files in a folder that is called so. */
const isLock = (path: string): boolean =>
  isKnownLock(path) || /(?:^|\/)requirements\/[^/]+\.txt$/.test(path);
