import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDistributionName, isSurelyDistribution } from './found-files.ts';

/** An artifact's folder, and below it what actions/upload-artifact keeps of several paths. */
const MOST_LEVELS = 3;

/**
 * Distributions in folders and up to two levels below them: what actions/download-artifact makes
 * of several artifacts. Links and `node_modules` are left out, and below the folders hidden ones.
 * @param folders absolute paths
 * @returns absolute paths, sorted
 */
export async function nestedDistributions(folders: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of folders) {
    const isLink = (await lstat(folder)).isSymbolicLink();
    if (!isLink && isSearched(basename(folder))) await search(folder, MOST_LEVELS, found);
  }
  return [...found].sort();
}

async function search(folder: string, levels: number, found: Set<string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) {
      if (isSurelyDistribution(entry.name)) found.add(path);
    } else if (levels > 1 && isSearched(entry.name)) {
      await search(path, levels - 1, found);
    }
  }
}

function isSearched(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules' && !isDistributionName(name);
}
