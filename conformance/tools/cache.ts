import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * What takes minutes to build or download stays in the user's cache folder (XDG Base Directory
 * specification) and serves every clone. It can be deleted at any time.
 */
export const CACHE = join(
  process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  'pypi-trusted-publish',
);

/** Distributions from PyPI, each known by its SHA-256. */
export const DISTRIBUTIONS = join(CACHE, 'distributions');

/**
 * A folder that is made once for the same inputs.
 *
 * It is made under a name that no other process uses, and found through a link: two runs at once
 * never see each other's half-made folder, and a virtual environment is never moved.
 *
 * @param inputs everything that its contents depend on: versions, lock files
 * @param make fills the folder, whose final path it is told
 * @returns The folder's path.
 */
export async function cachedFolder(
  name: string,
  inputs: readonly (string | Uint8Array)[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(input).update('\0');
  const link = join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}`);
  const found = await realpath(link).catch(() => undefined);
  if (found !== undefined) return found;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(`${link}.`);
  try {
    await make(folder);
    await rm(link, { force: true });
    await symlink(folder, link);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
