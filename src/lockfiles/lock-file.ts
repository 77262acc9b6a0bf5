import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { readRegularFile } from '../files/regular-file.ts';
import { isInRepository, repositoryRoot } from '../files/repository-root.ts';
import { LockDefect, type LockDocument, type Place } from './lock-document.ts';
import { lockText, MOST_LOCK_BYTES } from './lock-text.ts';
import { readLock } from './read-lock.ts';

/**
 * Reads a lock file from disk with all that it includes.
 *
 * A file that is included must lie in the repository, links resolved, or next to a lock that lies
 * outside of it: what a pull request writes into a requirements file must not open other files. For
 * the same reason a lock in the workspace must not be a link that leads out of the repository.
 *
 * @param workspace Absolute.
 * @param path Absolute, or relative to the workspace; shown as given.
 * @throws LockDefect and nothing else, whatever is there
 */
export async function readLockFile(workspace: string, path: string): Promise<LockDocument> {
  const at = { path, line: 1 };
  const file = resolve(workspace, path);
  const bytes = await readBytes(file, at, '');
  const boundary = await boundaryOf(workspace, path);
  if (await leadsOut(workspace, path)) {
    throw new LockDefect(
      at,
      'is a link to a file outside of the repository, which is not read',
      'Name that file itself, or put it into the repository.',
    );
  }
  return readLock(path, bytes, async (included, from) => {
    const found = await within(boundary, resolve(workspace, included), from);
    return found === undefined
      ? undefined
      : lockText(included, await readBytes(found, from, 'includes a file that '));
  });
}

/**
 * Whether a path in a folder is, or leads through, a link to something outside of the folder's
 * repository, or in its `.git`.
 * @param path absolute, or relative to the folder
 * @throws what `node:fs` throws where nothing is there
 */
export async function leadsOut(folder: string, path: string): Promise<boolean> {
  const file = resolve(folder, path);
  const root = await realpath(repositoryRoot(folder));
  return isInside(folder, file) && !isInRepository(root, await realpath(file));
}

/** @param said What the defect says before what is wrong with the file. */
async function readBytes(path: string, at: Place, said: string): Promise<Buffer> {
  const bytes = await readRegularFile(path, MOST_LOCK_BYTES);
  if (typeof bytes !== 'string') return bytes;
  throw new LockDefect(
    at,
    `${said}${bytes}`,
    'Check the path, and that this job may read the file.',
  );
}

async function boundaryOf(workspace: string, path: string): Promise<string> {
  const root = await realpath(repositoryRoot(workspace));
  const file = await realpath(resolve(workspace, path));
  return isInRepository(root, file) ? root : dirname(file);
}

/** @returns The real path; undefined where there is no such file. */
async function within(boundary: string, path: string, from: Place): Promise<string | undefined> {
  let real: string;
  try {
    real = await realpath(path);
  } catch {
    return undefined;
  }
  if (isInRepository(boundary, real)) return real;
  throw new LockDefect(
    from,
    'includes a file outside of the repository, which is not read',
    'Verify that file by itself, or put it next to the one that includes it.',
  );
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way.split(sep)[0] !== '..' && !isAbsolute(way);
}
