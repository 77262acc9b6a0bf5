import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { retry } from '../tools/retry.ts';
import type { PinnedDistribution } from './distributions.ts';

const SCRIPT = resolve(import.meta.dirname, 'fetch.py');

/** The SHA-256 of a file in lower-case hex; undefined if there is none. */
export async function sha256(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? undefined : createHash('sha256').update(bytes).digest('hex');
}

/**
 * Brings distributions into `folder` from the index that pip is configured with, or from
 * `indexUrl`; those that are there already with the right bytes are not asked for again.
 *
 * @throws {Error} when one is not to be had, or has other bytes.
 */
export async function fetchDistributions(
  python: string,
  distributions: readonly PinnedDistribution[],
  folder: string,
  indexUrl?: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const index = indexUrl === undefined ? [] : ['--index-url', indexUrl];
  // Each try asks for what is still missing.
  await retry(async () => {
    const missing = await absent(distributions, folder);
    await mustRun(python, [SCRIPT, folder, ...index], { input: JSON.stringify(missing) });
  });
}

async function absent(
  distributions: readonly PinnedDistribution[],
  folder: string,
): Promise<readonly PinnedDistribution[]> {
  const missing: PinnedDistribution[] = [];
  for (const distribution of distributions) {
    if ((await sha256(join(folder, distribution.filename))) !== distribution.sha256) {
      missing.push(distribution);
    }
  }
  return missing;
}
