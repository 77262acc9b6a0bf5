import type { FileHandle } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { isArrayBuffer, isNativeError } from 'node:util/types';
import { createInflateRaw, type InflateRaw } from 'node:zlib';
import { ArchiveDefect } from '../archive-defect.ts';
import type { MemberSink } from './member-sink.ts';
import type { ZipEntry } from './zip-entry.ts';
import { damagedMember } from './zip-member.ts';

/** Each block and each chunk travels to another thread and back: smaller ones take a fifth longer. */
const BLOCK_BYTES = 512 * 1024;
const MOST_CHUNK_BYTES = 1024 * 1024;
/** Above this, `Buffer` shares no memory between chunks. */
const LEAST_CHUNK_BYTES = 64 * 1024;

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
  const chunkSize = Math.min(MOST_CHUNK_BYTES, Math.max(LEAST_CHUNK_BYTES, entry.size));
  const inflating = createInflateRaw({ chunkSize });
  const unpacked = finished(inflating);
  const chunks = new Chunks();
  inflating.on('data', (part: Buffer) => {
    if (!sink.takes(part)) inflating.destroy(damagedMember(entry));
    chunks.used(part);
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
  chunks.release();
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
 * Gives a chunk's memory back as soon as `node:zlib` has begun a new one: the collector would let
 * some sixty megabytes of them lie about. The one in use is only given back when all went well:
 * after a failure zlib's thread may be writing there still.
 */
class Chunks {
  #current: ArrayBufferLike | undefined;

  used({ buffer }: Buffer): void {
    if (buffer === this.#current) return;
    this.release();
    this.#current = buffer;
  }

  release(): void {
    const chunk = this.#current;
    if (isArrayBuffer(chunk) && chunk.byteLength >= LEAST_CHUNK_BYTES) chunk.transfer(0);
    this.#current = undefined;
  }
}

function isZlibError(error: unknown): boolean {
  const code = isNativeError(error) && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code.startsWith('ERR_STREAM_');
}
