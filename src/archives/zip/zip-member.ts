import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { isArrayBuffer, isNativeError } from 'node:util/types';
import {
  crc32,
  createInflateRaw,
  type InflateRaw,
  inflateRawSync,
  type ZlibOptions,
} from 'node:zlib';
import { ArchiveDefect, MERGED_ARTIFACTS } from '../archive-defect.ts';
import type { ContentScan, ContentScanner } from '../forbidden-content.ts';
import type { RandomAccess } from './random-access.ts';
import { STORED, type ZipEntry } from './zip-entry.ts';

const LOCAL_HEADER_BYTES = 30;

/**
 * Reads one member whole, at most `limit` bytes of it: the size that the directory states and
 * what really comes out are both held to it. The check sum must be right.
 */
export async function readZipMember(
  file: RandomAccess,
  entry: ZipEntry,
  limit: number,
): Promise<Buffer> {
  // Deflate can make data a little longer, never by as much as this.
  if (entry.size > limit || entry.compressedSize > entry.size + entry.size / 8 + 1024) {
    throw new ArchiveDefect(`has an unreasonably large ${entry.path} (${entry.size} bytes)`);
  }
  const header = await file.read(entry.offset, LOCAL_HEADER_BYTES);
  const start = LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  const data = await file.read(entry.offset + start, entry.compressedSize);
  const content = entry.method === STORED ? Buffer.from(data) : inflateAtOnce(data, entry);
  if (content.length !== entry.size || crc32(content) !== entry.crc) {
    throw damagedMember(entry);
  }
  return content;
}

/** What `inflateRawSync` gives when asked for `info`. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: InflateRaw;
}

const inflateWithInfo = inflateRawSync as unknown as (
  data: Buffer,
  options: ZlibOptions,
) => Inflated;

/** Unpacks the whole data of a member that is known to be small; its check sum is not looked at. */
export function inflateAtOnce(data: Buffer, entry: ZipEntry): Buffer {
  const options = { maxOutputLength: Math.max(entry.size, 1), info: true };
  let inflated: Inflated;
  try {
    inflated = inflateWithInfo(data, options);
  } catch {
    throw damagedMember(entry);
  }
  if (inflated.engine.bytesWritten !== data.length) {
    throw damagedMember(entry);
  }
  return inflated.buffer;
}

/** A member whose bytes are not those that the archive says. */
function damagedMember(entry: ZipEntry): ArchiveDefect {
  return new ArchiveDefect(
    `is a damaged ZIP archive: ${entry.path} cannot be unpacked`,
    MERGED_ARTIFACTS,
  );
}

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

/** Counts, checks and hashes what comes out of one member. */
export class MemberSink {
  readonly #entry: ZipEntry;
  readonly #hash: Hash | undefined;
  readonly #scan: ContentScan;
  readonly #scanner: ContentScanner | undefined;
  #size = 0;
  #crc = 0;

  /** @param algorithm of `node:crypto`; `undefined` for no digest */
  constructor(entry: ZipEntry, algorithm: string | undefined, scan: ContentScan) {
    this.#entry = entry;
    this.#scan = scan;
    this.#scanner = scan.scannerFor(entry.path, entry.size);
    this.#hash = algorithm === undefined ? undefined : createHash(algorithm);
  }

  write(part: Buffer): void {
    if (!this.takes(part)) throw damagedMember(this.#entry);
  }

  /** False where it is more than there should be. */
  takes(part: Buffer): boolean {
    this.#size += part.length;
    if (this.#size > this.#entry.size) return false;
    this.#crc = crc32(part, this.#crc);
    this.#hash?.update(part);
    this.#scanner?.write(part);
    return true;
  }

  /** The digest in URL-safe Base64, once size and check sum are found right. */
  finish(): string | undefined {
    if (this.#size !== this.#entry.size || this.#crc !== this.#entry.crc) {
      throw damagedMember(this.#entry);
    }
    if (this.#scanner !== undefined) this.#scan.add(this.#entry.path, this.#scanner);
    return this.#hash?.digest('base64url');
  }
}
