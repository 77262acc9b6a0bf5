import { resolve } from 'node:path';
import { readRegularFile } from '../../files/regular-file.ts';
import type { LockDocument } from '../../lockfiles/lock-document.ts';
import { readLockFile } from '../../lockfiles/lock-file.ts';
import { MOST_LOCK_BYTES } from '../../lockfiles/lock-text.ts';
import { isFile } from './is-file.ts';

/**
 * Where files of a checkout are read from, by their path in it: a folder, or a commit. What is not
 * there is undefined.
 */
export interface FileSource {
  /** Throws LockDefect, or what the source has for when it cannot be asked. */
  readonly lock: (path: string) => Promise<LockDocument | undefined>;
  /** Bytes of any other file; a text says why they cannot be read. */
  readonly file: (path: string) => Promise<Uint8Array | string | undefined>;
}

/** The files below a folder; absolute paths are read as they are. */
export function folderSource(folder: string): FileSource {
  const ifThere = async <T>(path: string, read: () => Promise<T>) =>
    (await isFile(resolve(folder, path))) ? read() : undefined;
  return {
    lock: (path) => ifThere(path, () => readLockFile(folder, path)),
    file: (path) => ifThere(path, () => readRegularFile(resolve(folder, path), MOST_LOCK_BYTES)),
  };
}
