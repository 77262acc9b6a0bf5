import type { FileHandle } from 'node:fs/promises';
import { ArchiveDefect } from '../archive-defect.ts';

/** Reads anywhere in a file, one read at a time. */
export interface RandomAccess {
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes; an `ArchiveDefect` where the file does not have them. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Headers of small members lie close together: one read of the disk serves many of them. */
const WINDOW_BYTES = 64 * 1024;
/** Read whole, at once. */
const SMALL_FILE_BYTES = 4 * WINDOW_BYTES;

/** Reads anywhere in a file of a known size; what lies near what was read last is at hand. */
export function randomAccess(handle: FileHandle, size: number): RandomAccess {
  let window: { readonly start: number; readonly bytes: Buffer } = {
    start: 0,
    bytes: Buffer.alloc(0),
  };

  return {
    size,
    async read(offset, length) {
      if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
        throw new ArchiveDefect('is truncated: parts that it refers to are not in the file');
      }
      if (offset < window.start || offset + length > window.start + window.bytes.length) {
        const isSmall = size <= SMALL_FILE_BYTES;
        const start = isSmall ? 0 : offset;
        const wanted = isSmall ? size : Math.max(length, WINDOW_BYTES);
        window = { start, bytes: await readFully(handle, start, Math.min(wanted, size - start)) };
      }
      return window.bytes.subarray(offset - window.start, offset - window.start + length);
    },
  };
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) {
      throw new ArchiveDefect('became shorter while it was read');
    }
    filled += bytesRead;
  }
  return bytes;
}
