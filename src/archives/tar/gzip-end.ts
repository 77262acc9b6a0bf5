import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isNativeError } from 'node:util/types';
import { crc32, createInflateRaw } from 'node:zlib';

const BLOCK_BYTES = 256 * 1024;
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** Real headers have a file name at most. */
const MOST_HEADER_BYTES = 64 * 1024;
const FLAGS = { headerCrc: 0x02, extra: 0x04, name: 0x08, comment: 0x10 };

/**
 * Where the gzip members at the start of a file end (RFC 1952): the last offset behind a whole
 * member, its check sum included; 0 where not even the first one is whole. For saying what is wrong
 * with a file that could not be unpacked to its end; it is read a second time.
 */
export async function gzipEnd(handle: FileHandle, size: number): Promise<number> {
  for (let end = 0; ; ) {
    const next = await memberEnd(handle, end, size);
    if (next === undefined) return end;
    end = next;
  }
}

async function memberEnd(
  handle: FileHandle,
  start: number,
  size: number,
): Promise<number | undefined> {
  const header = await read(handle, start, Math.min(MOST_HEADER_BYTES, size - start));
  const headerBytes = headerLength(header);
  if (headerBytes === undefined) return undefined;
  const dataStart = start + headerBytes;
  const inflated = { crc: 0, bytes: 0 };
  const inflate = createInflateRaw({ chunkSize: BLOCK_BYTES });
  try {
    // What follows the member is read and dropped.
    const data = blocks(handle, dataStart, size);
    await pipeline(data, inflate, async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) {
        inflated.crc = crc32(part, inflated.crc);
        inflated.bytes += part.length;
      }
    });
  } catch (error) {
    if (isNativeError(error) && 'code' in error && String(error.code).startsWith('Z_')) {
      return undefined;
    }
    throw error;
  }
  const trailerStart = dataStart + inflate.bytesWritten;
  if (trailerStart + TRAILER_BYTES > size) return undefined;
  const trailer = await read(handle, trailerStart, TRAILER_BYTES);
  const isWhole =
    trailer.length === TRAILER_BYTES &&
    trailer.readUInt32LE(0) === inflated.crc &&
    trailer.readUInt32LE(4) === inflated.bytes % 2 ** 32;
  return isWhole ? trailerStart + TRAILER_BYTES : undefined;
}

function headerLength(bytes: Buffer): number | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUIntBE(0, 3) !== 0x1f8b08) return undefined;
  const flags = bytes.readUInt8(3);
  let length = HEADER_BYTES;
  if (flags & FLAGS.extra) {
    if (length + 2 > bytes.length) return undefined;
    length += 2 + bytes.readUInt16LE(length);
  }
  for (const flag of [FLAGS.name, FLAGS.comment]) {
    if ((flags & flag) === 0) continue;
    const nul = bytes.indexOf(0, length);
    if (nul < 0) return undefined;
    length = nul + 1;
  }
  if (flags & FLAGS.headerCrc) length += 2;
  return length <= bytes.length ? length : undefined;
}

async function* blocks(handle: FileHandle, start: number, size: number): AsyncGenerator<Buffer> {
  for (let at = start; at < size; ) {
    const block = await read(handle, at, Math.min(BLOCK_BYTES, size - at));
    if (block.length === 0) return;
    at += block.length;
    yield block;
  }
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
