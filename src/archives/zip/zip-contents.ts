import type { FileHandle } from 'node:fs/promises';
import type { ContentScan } from '../forbidden-content.ts';
import { SequentialReader } from '../sequential-reader.ts';
import type { FileDigest } from '../sha256.ts';
import { STORED, type ZipEntry } from './zip-entry.ts';
import { inflateAtOnce, MemberSink, unpackLargeMember } from './zip-member.ts';

/** Unpacked in one go: cheaper than a stream, and done before anything else notices. */
const SMALL_COMPRESSED_BYTES = 64 * 1024;
const SMALL_BYTES = 256 * 1024;
const LOCAL_HEADER_BYTES = 30;
/** Large members that are unpacked at once: as many as libuv has threads. */
const LANES = 4;

/** Which hash to make of a member; `undefined` for none. An algorithm of `node:crypto`. */
export type MemberAlgorithm = (path: string) => string | undefined;
/** Called with each member and, where one was asked for, its digest in URL-safe Base64. */
export type MemberVisitor = (entry: ZipEntry, digest: string | undefined) => void;

/** What is done with the members of an archive. */
interface ContentsVisitor {
  readonly algorithm: MemberAlgorithm;
  /** Called in the order in which the members lie in the file, when all are unpacked. */
  readonly visit: MemberVisitor;
  readonly scan: ContentScan;
}

/**
 * Unpacks every member of an archive whose framing was checked, in constant memory: sizes and
 * check sums must be right. One pass over the file hashes it and unpacks what is small; large
 * members are read a second time and unpacked beside it, on other threads. Returns the digest of
 * the whole file. Throws an `ArchiveDefect`.
 * @param size the file's, from its directory entry
 */
export async function visitZipContents(
  handle: FileHandle,
  size: number,
  entries: Iterable<ZipEntry>,
  { algorithm, visit, scan }: ContentsVisitor,
): Promise<FileDigest> {
  const reader = new SequentialReader(handle, size);
  const lanes = new Lanes(LANES);
  const inFileOrder = [...entries].sort((a, b) => a.offset - b.offset);
  const digests: (string | undefined)[] = [];
  try {
    for (const [index, entry] of inFileOrder.entries()) {
      const sink = new MemberSink(entry, algorithm(entry.path), scan);
      const header = await reader.read(LOCAL_HEADER_BYTES);
      await reader.skip(header.readUInt16LE(26) + header.readUInt16LE(28));
      if (isSmall(entry)) {
        await unpackSmall(reader, entry, sink);
        digests[index] = sink.finish();
      } else {
        const start = reader.position;
        await lanes.start(async () => {
          await unpackLargeMember(handle, start, entry, sink);
          digests[index] = sink.finish();
        });
        await reader.skip(entry.compressedSize);
      }
    }
    const digest = await reader.finish();
    await lanes.finish();
    for (const [index, entry] of inFileOrder.entries()) visit(entry, digests[index]);
    return digest;
  } finally {
    await lanes.idle();
  }
}

/** What the pass itself unpacks: what needs no stream, or no unpacking. */
function isSmall({ method, compressedSize, size }: ZipEntry): boolean {
  return method === STORED || (compressedSize <= SMALL_COMPRESSED_BYTES && size <= SMALL_BYTES);
}

async function unpackSmall(
  reader: SequentialReader,
  entry: ZipEntry,
  sink: MemberSink,
): Promise<void> {
  if (entry.method === STORED) {
    for await (const part of reader.stream(entry.compressedSize)) sink.write(part);
  } else {
    sink.write(inflateAtOnce(await reader.read(entry.compressedSize), entry));
  }
}

/** Runs a few tasks beside the one that starts them. */
export class Lanes {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();
  #failures: unknown[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Starts a task as soon as a lane is free. Throws what an earlier one threw. */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#most) await Promise.race(this.#running);
    this.#throwFailure();
    const running: Promise<void> = task()
      .catch((error: unknown) => {
        this.#failures.push(error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until nothing runs any more, whatever came of it. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Waits for all tasks. Throws what the first one to fail threw. */
  async finish(): Promise<void> {
    await this.idle();
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}
