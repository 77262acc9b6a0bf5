import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { NotRegularFile, openRegularFile } from './regular-file.ts';

/** A file as it was when it was checked. */
export interface CheckedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** More than any socket buffers, so that each chunk is flushed before the next is asked for. */
const CHUNK_BYTES = 256 * 1024;
/** A consumer may hold this many chunks less one while it asks for the next. */
const MOST_BUFFERS = 4;

/**
 * The bytes of a file that was checked, in chunks that share a few buffers: a large upload makes
 * no garbage, so memory stays flat. A chunk is good until the third after it is asked for;
 * whoever keeps one longer copies it. The bytes are hashed on the way, and the last chunk comes
 * only when all of them are those that were checked.
 * @throws ChangedFile when they are not, or the file is gone, is not a regular file or cannot be read
 */
export async function* fileChunks(file: CheckedFile): AsyncGenerator<Uint8Array> {
  const { path, size } = file;
  const handle = await openUnchanged(file);
  try {
    const hash = createHash('sha256');
    const length = Math.min(CHUNK_BYTES, Math.max(1, size));
    const count = Math.min(MOST_BUFFERS, Math.ceil(size / length));
    const buffers = Array.from({ length: count }, () => Buffer.allocUnsafeSlow(length));
    let position = 0;
    for (let turn = 0; position < size; turn = (turn + 1) % count) {
      const buffer = buffers[turn] ?? Buffer.allocUnsafeSlow(length);
      const wanted = Math.min(buffer.length, size - position);
      const { bytesRead } = await handle
        .read(buffer, 0, wanted, position)
        .catch((error: unknown) => {
          throw asChangedFile(path, error);
        });
      if (bytesRead === 0) throw new ChangedFile(path, 'became shorter while it was read');
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      if (position === size && hash.digest('hex') !== file.sha256) {
        throw new ChangedFile(path, 'has other bytes than when it was checked');
      }
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

/**
 * Reads a file that was checked once more.
 * @returns why it is not what it was; undefined where it has the same bytes
 */
export async function changeOf(file: CheckedFile): Promise<ChangedFile | undefined> {
  try {
    for await (const _ of fileChunks(file));
    return undefined;
  } catch (error) {
    if (error instanceof ChangedFile) return error;
    throw error;
  }
}

async function openUnchanged({ path, size }: CheckedFile): Promise<FileHandle> {
  const file = await openRegularFile(path).catch((error: unknown) => {
    throw asChangedFile(path, error);
  });
  if (file.size === size) return file.handle;
  await file.handle.close();
  throw new ChangedFile(path, `has ${file.size} bytes, and had ${size} when it was checked`);
}

/**
 * A file is not what it was when it was checked, or can no longer be read. The cause is on this
 * machine: never the server that the file is sent to.
 */
export class ChangedFile extends Error {
  override readonly name = 'ChangedFile';
  readonly path: string;
  /** The rest of a sentence that begins with the file's name. */
  readonly reason: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} ${reason}`, cause === undefined ? undefined : { cause });
    this.path = path;
    this.reason = reason;
  }
}

/** What opening or reading a checked file threw, as a change of that file. */
export function asChangedFile(path: string, error: unknown): ChangedFile {
  if (error instanceof ChangedFile) return error;
  return new ChangedFile(path, reasonOf(error), error);
}

function reasonOf(error: unknown): string {
  if (error instanceof NotRegularFile) return 'is a folder, pipe or device now';
  const code = isNativeError(error) && 'code' in error ? String(error.code) : String(error);
  if (code === 'EISDIR') return 'is a folder now';
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? 'is no longer there'
    : `can no longer be read (${code})`;
}
