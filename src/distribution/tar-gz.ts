import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isNativeError } from 'node:util/types';
import { createGunzip } from 'node:zlib';
import { ArchiveDefect } from './archive-defect.ts';
import { describeFileStart } from './file-start.ts';
import { PieceReader } from './piece-reader.ts';
import { type TarMember, tarMembers } from './tar-members.ts';

/** Called for each member in turn; its data are skipped where it does not read them. */
export type TarVisitor = (member: TarMember) => Promise<void>;

const BLOCK_BYTES = 256 * 1024;
/**
 * What an archive may unpack to. PyPI sets no limit for sdists, but takes files of 100 MB (more
 * on request). Sources shrink to a tenth, test data now and then to a hundredth; only made-up
 * data come near deflate's most, which is a thousandth.
 */
const MOST_INFLATED_BYTES = 8 * 1024 ** 3;
const FREE_INFLATED_BYTES = 512 * 1024 ** 2;
const MOST_INFLATED_RATIO = 200;

/**
 * Streams a gzip-compressed tar archive once from end to end, in constant memory, feeding its
 * compressed bytes to `hash` on the way. Returns how many those were. Throws an `ArchiveDefect`.
 */
export async function visitTarGz(
  handle: FileHandle,
  hash: Hash,
  visit: TarVisitor,
): Promise<number> {
  const fileSize = (await handle.stat()).size;
  const start = await readStart(handle);
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    throw new ArchiveDefect(`is not a gzip archive; ${describeFileStart(start)}`);
  }
  const source = { bytes: 0, handle, hash };
  const gunzip = createGunzip({ chunkSize: BLOCK_BYTES });
  try {
    await pipeline(blocks(source), gunzip, async (inflated: AsyncIterable<Buffer>) => {
      const reader = new PieceReader(bounded(inflated, fileSize));
      for await (const member of tarMembers(reader)) await visit(member);
    });
  } catch (error) {
    throw gzipDefect(error);
  }
  if (gunzip.bytesWritten !== fileSize || source.bytes !== fileSize) {
    throw unreadableGzip();
  }
  return source.bytes;
}

async function readStart(handle: FileHandle): Promise<Buffer> {
  const start = Buffer.alloc(512);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return start.subarray(0, bytesRead);
}

async function* blocks(source: {
  bytes: number;
  readonly handle: FileHandle;
  readonly hash: Hash;
}): AsyncGenerator<Buffer> {
  for (;;) {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    const { bytesRead } = await source.handle.read(block, 0, block.length, source.bytes);
    if (bytesRead === 0) {
      return;
    }
    const bytes = block.subarray(0, bytesRead);
    source.hash.update(bytes);
    source.bytes += bytesRead;
    yield bytes;
  }
}

async function* bounded(data: AsyncIterable<Buffer>, fileSize: number): AsyncGenerator<Buffer> {
  let inflated = 0;
  for await (const chunk of data) {
    inflated += chunk.length;
    const isBomb = inflated > FREE_INFLATED_BYTES && inflated > fileSize * MOST_INFLATED_RATIO;
    if (isBomb || inflated > MOST_INFLATED_BYTES) {
      throw new ArchiveDefect(
        `unpacks to more than ${inflated} bytes, too many for a file of ${fileSize} bytes`,
      );
    }
    yield chunk;
  }
}

/** `node:zlib` throws plain errors; anything else is no fault of the archive. */
function gzipDefect(error: unknown): unknown {
  if (!isNativeError(error) || error instanceof ArchiveDefect) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') {
    return new ArchiveDefect('is a truncated gzip archive: its end is missing');
  }
  return code.startsWith('Z_') ? unreadableGzip() : error;
}

/** `node:zlib` takes what follows the last gzip member for the next one and calls it damaged. */
function unreadableGzip(): ArchiveDefect {
  return new ArchiveDefect(
    'is a damaged gzip archive: it cannot be unpacked, or other data follow its end',
  );
}
