import { createHash, type Hash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import { isArrayBuffer, isNativeError } from 'node:util/types';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import type { SequentialReader } from './sequential-reader.ts';
import type { FileDigest } from './sha256.ts';
import { STORED, type ZipEntry } from './zip-entry.ts';
import { damagedMember, inflateAtOnce } from './zip-member.ts';

/** Unpacked in one go: cheaper than a stream, and done before anything else notices. */
const SMALL_COMPRESSED_BYTES = 64 * 1024;
const SMALL_BYTES = 256 * 1024;
const CHUNK_BYTES = 256 * 1024;
const LOCAL_HEADER_BYTES = 30;

/** Which hash to make of a member; `undefined` for none. An algorithm of `node:crypto`. */
export type MemberAlgorithm = (path: string) => string | undefined;
/** Called with each member and, where one was asked for, its digest in URL-safe Base64. */
export type MemberVisitor = (entry: ZipEntry, digest: string | undefined) => void;

/**
 * Unpacks every member of an archive whose framing was checked, in one pass over the file and in
 * constant memory: sizes and check sums must be right. Returns the digest of the whole file.
 * Throws an `ArchiveDefect`.
 */
export async function visitZipContents(
  reader: SequentialReader,
  entries: Iterable<ZipEntry>,
  algorithm: MemberAlgorithm,
  visit: MemberVisitor,
): Promise<FileDigest> {
  const inFileOrder = [...entries].sort((a, b) => a.offset - b.offset);
  for (const entry of inFileOrder) {
    const header = await reader.read(LOCAL_HEADER_BYTES);
    await reader.skip(header.readUInt16LE(26) + header.readUInt16LE(28));
    const name = algorithm(entry.path);
    const sink = new MemberSink(entry, name === undefined ? undefined : createHash(name));
    await unpack(reader, entry, sink);
    visit(entry, sink.finish());
  }
  return reader.finish();
}

async function unpack(reader: SequentialReader, entry: ZipEntry, sink: MemberSink): Promise<void> {
  if (entry.method === STORED) {
    for await (const part of reader.stream(entry.compressedSize)) sink.write(part);
  } else if (entry.compressedSize <= SMALL_COMPRESSED_BYTES && entry.size <= SMALL_BYTES) {
    sink.write(inflateAtOnce(await reader.read(entry.compressedSize), entry));
  } else {
    await unpackLarge(reader, entry, sink);
  }
}

/** Each piece is unpacked before the next one is read: the reader has only one block. */
async function unpackLarge(
  reader: SequentialReader,
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
    for await (const part of reader.stream(entry.compressedSize)) {
      // A write that fails is never called back.
      await Promise.race([written(inflating, part), unpacked]);
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

/** Counts, checks and hashes what comes out of one member. */
class MemberSink {
  readonly #entry: ZipEntry;
  readonly #hash: Hash | undefined;
  #size = 0;
  #crc = 0;

  constructor(entry: ZipEntry, hash: Hash | undefined) {
    this.#entry = entry;
    this.#hash = hash;
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
    return true;
  }

  finish(): string | undefined {
    if (this.#size !== this.#entry.size || this.#crc !== this.#entry.crc) {
      throw damagedMember(this.#entry);
    }
    return this.#hash?.digest('base64url');
  }
}
