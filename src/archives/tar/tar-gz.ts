import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isNativeError } from 'node:util/types';
import { createGunzip } from 'node:zlib';
import { ArchiveDefect, COMPRESS_LESS, MERGED_ARTIFACTS } from '../archive-defect.ts';
import { describeFileStart } from '../file-start.ts';
import { gzipEnd } from './gzip-end.ts';
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
 * compressed bytes to `hash` on the way. Throws an `ArchiveDefect`.
 * @param size the file's, in bytes
 */
export async function visitTarGz(
  handle: FileHandle,
  size: number,
  hash: Hash,
  visit: TarVisitor,
): Promise<void> {
  const start = await readStart(handle);
  if (start[0] !== 0x1f || start[1] !== 0x8b) {
    throw new ArchiveDefect(`is not a gzip archive; ${describeFileStart(start)}`);
  }
  const gunzip = createGunzip({ chunkSize: BLOCK_BYTES });
  try {
    await pipeline(blocks(handle, size, hash), gunzip, async (inflated: AsyncIterable<Buffer>) => {
      const reader = new PieceReader(bounded(inflated, size));
      for await (const member of tarMembers(reader)) await visit(member);
    });
  } catch (error) {
    throw isDamage(error) ? await gzipDefect(error, handle, size) : error;
  }
  if (gunzip.bytesWritten !== size) throw await damagedGzip(handle, size);
}

async function readStart(handle: FileHandle): Promise<Buffer> {
  const start = Buffer.alloc(512);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return start.subarray(0, bytesRead);
}

async function* blocks(handle: FileHandle, size: number, hash: Hash): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; ) {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    const { bytesRead } = await handle.read(block, 0, Math.min(block.length, size - done), done);
    if (bytesRead === 0) throw new ArchiveDefect('became shorter while it was read');
    const bytes = block.subarray(0, bytesRead);
    hash.update(bytes);
    done += bytesRead;
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
        COMPRESS_LESS,
      );
    }
    yield chunk;
  }
}

/** `node:zlib` throws plain errors; anything else does not mean that the archive is damaged. */
function isDamage(error: unknown): error is Error & { readonly code: unknown } {
  return isNativeError(error) && 'code' in error && String(error.code).startsWith('Z_');
}

async function gzipDefect(
  { code }: { readonly code: unknown },
  handle: FileHandle,
  size: number,
): Promise<ArchiveDefect> {
  return code === 'Z_BUF_ERROR'
    ? new ArchiveDefect('is a truncated gzip archive: its end is missing')
    : damagedGzip(handle, size);
}

/** `node:zlib` reads what follows the last gzip member as the next one, and calls it damaged. */
async function damagedGzip(handle: FileHandle, size: number): Promise<ArchiveDefect> {
  const end = await gzipEnd(handle, size);
  if (end === 0) {
    return new ArchiveDefect('is a damaged gzip archive: it cannot be unpacked', MERGED_ARTIFACTS);
  }
  return new ArchiveDefect(
    `has ${size - end} bytes of other data after the end of its gzip stream, at byte ${end}`,
    'Most likely an older, longer file of this name was overwritten without being emptied first. Delete it, and build the distribution again.',
  );
}
