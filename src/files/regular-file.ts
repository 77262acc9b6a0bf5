import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';

/** Why a file's bytes are not had, the rest of a sentence that begins with its path. */
export type Unread = 'is not there' | 'is no file' | 'is too large' | 'cannot be read';

const BLOCK_BYTES = 64 * 1024;

/** An open file that is not a folder, pipe, socket or device. */
export interface RegularFile {
  /** The caller closes it. */
  readonly handle: FileHandle;
  /** Bytes. */
  readonly size: number;
}

/** A path leads to a folder, pipe or device. */
export class NotRegularFile extends Error {
  override readonly name = 'NotRegularFile';
}

/**
 * Opens a regular file and nothing else: a pipe or a device could be read without end. A link is
 * followed. Never blocks.
 * @throws NotRegularFile, and what `node:fs` throws
 */
export async function openRegularFile(path: string): Promise<RegularFile> {
  // Without O_NONBLOCK (not available on Windows), opening a pipe waits until somebody writes to it.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new NotRegularFile(`${path} is not a regular file`);
    return { handle, size: stats.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Tells one state of a file from another: device, inode, size, and the times of the last change of
 * its bytes and of its entry. Compare it for equality only.
 */
export async function fileIdentity({ handle }: Pick<RegularFile, 'handle'>): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

/** The bytes of a regular file that has at most `most`. */
export async function readRegularFile(path: string, most: number): Promise<Buffer | Unread> {
  try {
    const file = await openRegularFile(path);
    try {
      return file.size > most ? 'is too large' : await readAll(file, most);
    } finally {
      await file.handle.close();
    }
  } catch (error) {
    return unread(error);
  }
}

/** Files of /proc have no size and may have no end: what is read is bounded all the same. */
async function readAll({ handle, size }: RegularFile, most: number): Promise<Buffer | Unread> {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    // One byte more than there should be, so that the end shows with the first read.
    const part = Buffer.allocUnsafe(length < size ? size - length + 1 : BLOCK_BYTES);
    const { bytesRead } = await handle.read(part, 0, part.length, length);
    length += bytesRead;
    if (length > most) return 'is too large';
    parts.push(part.subarray(0, bytesRead));
    const isEnd = bytesRead === 0 || (size > 0 && length >= size && bytesRead < part.length);
    if (isEnd) return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }
}

function unread(error: unknown): Unread {
  if (error instanceof NotRegularFile) return 'is no file';
  if (!isNativeError(error) || !('code' in error)) throw error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'is not there';
  return error.code === 'EISDIR' ? 'is no file' : 'cannot be read';
}
