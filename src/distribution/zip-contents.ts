import { createHash, type Hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { isNativeError } from 'node:util/types';
import { crc32, createInflateRaw } from 'node:zlib';
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

async function unpackLarge(
  reader: SequentialReader,
  entry: ZipEntry,
  sink: MemberSink,
): Promise<void> {
  const inflating = createInflateRaw({ chunkSize: CHUNK_BYTES });
  try {
    await pipeline(
      reader.stream(entry.compressedSize),
      inflating,
      async (parts: AsyncIterable<Buffer>) => {
        for await (const part of parts) sink.write(part);
      },
    );
  } catch (error) {
    const isZlibError =
      isNativeError(error) && 'code' in error && String(error.code).startsWith('Z_');
    throw isZlibError ? damagedMember(entry) : error;
  }
  if (inflating.bytesWritten !== entry.compressedSize) throw damagedMember(entry);
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
    this.#size += part.length;
    if (this.#size > this.#entry.size) throw damagedMember(this.#entry);
    this.#crc = crc32(part, this.#crc);
    this.#hash?.update(part);
  }

  finish(): string | undefined {
    if (this.#size !== this.#entry.size || this.#crc !== this.#entry.crc) {
      throw damagedMember(this.#entry);
    }
    return this.#hash?.digest('base64url');
  }
}
