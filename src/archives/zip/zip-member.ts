import { crc32, type InflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { ArchiveDefect, MERGED_ARTIFACTS } from '../archive-defect.ts';
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
export function damagedMember(entry: ZipEntry): ArchiveDefect {
  return new ArchiveDefect(
    `is a damaged ZIP archive: ${entry.path} cannot be unpacked`,
    MERGED_ARTIFACTS,
  );
}
