import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';

/** Why a file's bytes are not had, the rest of a sentence that begins with its path. */
export type Unread = 'is not there' | 'is no file' | 'is too large' | 'cannot be read';

/** An open file that is no folder, pipe or device. */
export interface RegularFile {
  /** For the caller to close. */
  readonly handle: FileHandle;
  /** Bytes. */
  readonly size: number;
}

/**
 * Opens a regular file and nothing else: a pipe or a device would give no end of bytes. A link
 * is followed.
 */
async function openRegularFile(path: string): Promise<RegularFile | Unread> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK (which Windows has not) opening a pipe waits for somebody to write.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return unread(error);
  }
  try {
    const stats = await handle.stat();
    if (stats.isFile()) return { handle, size: stats.size };
  } catch {
    // Closed below, and said in general words.
  }
  await handle.close();
  return 'is no file';
}

/** The bytes of a regular file that has at most `most`. */
export async function readRegularFile(path: string, most: number): Promise<Buffer | Unread> {
  const file = await openRegularFile(path);
  if (typeof file === 'string') return file;
  const { handle, size } = file;
  try {
    if (size > most) return 'is too large';
    const bytes = await handle.readFile();
    return bytes.length > most ? 'is too large' : bytes;
  } catch (error) {
    return unread(error);
  } finally {
    await handle.close();
  }
}

function unread(error: unknown): Unread {
  if (!isNativeError(error) || !('code' in error)) throw error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'is not there';
  return error.code === 'EISDIR' ? 'is no file' : 'cannot be read';
}
