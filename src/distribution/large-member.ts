import type { FileHandle } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { isArrayBuffer, isNativeError } from 'node:util/types';
import { createInflateRaw, type InflateRaw } from 'node:zlib';
import { ArchiveDefect } from './archive-defect.ts';
import type { MemberSink } from './member-sink.ts';
import type { ZipEntry } from './zip-entry.ts';
import { damagedMember } from './zip-member.ts';

const BLOCK_BYTES = 256 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Unpacks a deflated member of any size on a thread of libuv's pool, in constant memory: one block
 * in, one chunk out. Throws an `ArchiveDefect`.
 * @param start where its data begin in the file
 */
export async function unpackLargeMember(
  handle: FileHandle,
  start: number,
  entry: ZipEntry,
  sink: MemberSink,
): Promise<void> {
  const inflating = createInflateRaw({ chunkSize: CHUNK_BYTES });
  const unpacked = finished(inflating);
  inflating.on('data', (part: Buffer) => {
    if (!sink.takes(part)) inflating.destroy(damagedMember(entry));
    release(part);
  });
  try {
    for await (const block of blocks(handle, start, entry.compressedSize)) {
      // A write that fails is never called back.
      await Promise.race([written(inflating, block), unpacked]);
    }
    inflating.end();
    await unpacked;
  } catch (error) {
    inflating.destroy();
    await unpacked.catch(() => undefined);
    throw isZlibError(error) ? damagedMember(entry) : error;
  }
  if (inflating.bytesWritten !== entry.compressedSize) throw damagedMember(entry);
}

/** A part of a file, a block at a time; each is valid until the next one is asked for. */
async function* blocks(handle: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, length));
  for (let done = 0; done < length; ) {
    const wanted = Math.min(block.length, length - done);
    const { bytesRead } = await handle.read(block, 0, wanted, start + done);
    if (bytesRead === 0) throw new ArchiveDefect('became shorter while it was read');
    done += bytesRead;
    yield block.subarray(0, bytesRead);
  }
}
function written(inflating: InflateRaw, part: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    inflating.write(part, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Gives a full chunk's memory back at once: `node:zlib` makes a new one for what follows, and
 * the collector would let some sixty megabytes of them lie about.
 */
function release({ buffer, byteOffset, byteLength }: Buffer): void {
  const isFull = byteOffset + byteLength === buffer.byteLength;
  if (isFull && buffer.byteLength === CHUNK_BYTES && isArrayBuffer(buffer)) {
    buffer.transfer(0);
  }
}

function isZlibError(error: unknown): boolean {
  const code = isNativeError(error) && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code.startsWith('ERR_STREAM_');
}
