import { ADDED_TWICE, ArchiveDefect } from '../archive-defect.ts';
import type { RandomAccess } from './random-access.ts';
import type { ZipEndRecord } from './zip-end-record.ts';
import { checkZipCoding, type ZipEntry, zipPath } from './zip-entry.ts';
import { ZIP64_EXTRA, zip64Number, zipExtraFields } from './zip-extra.ts';

const SIGNATURE = 0x02014b50;
const FIXED_BYTES = 46;
const UTF8_FLAG = 0x0800;
/** 6.3, the "version needed to extract" up to which Python's `zipfile` goes. */
const NEWEST_VERSION = 63;
/** The directory is held in memory. The largest wheels known have some ten thousand members. */
const MOST_DIRECTORY_BYTES = 32 * 1024 * 1024;
const MOST_ENTRIES = 200_000;

/** The central directory: each path once, in file order (APPNOTE 4.3.12). */
export async function readZipDirectory(
  file: RandomAccess,
  end: ZipEndRecord,
): Promise<Map<string, ZipEntry>> {
  if (end.directorySize > MOST_DIRECTORY_BYTES || end.entryCount > MOST_ENTRIES) {
    throw new ArchiveDefect(`has too many members (more than ${MOST_ENTRIES} or too long names)`);
  }
  const directory = await file.read(end.directoryOffset, end.directorySize);
  const entries = new Map<string, ZipEntry>();
  let offset = 0;
  for (let index = 0; index < end.entryCount; index += 1) {
    const { entry, bytes } = directoryEntry(directory.subarray(offset));
    if (entries.has(entry.path)) {
      throw new ArchiveDefect(
        `is a ZIP archive that PyPI refuses: it has ${entry.path} twice`,
        ADDED_TWICE,
      );
    }
    entries.set(entry.path, entry);
    offset += bytes;
  }
  if (offset !== directory.length) {
    throw damaged();
  }
  return entries;
}

function directoryEntry(bytes: Buffer): { readonly entry: ZipEntry; readonly bytes: number } {
  if (bytes.length < FIXED_BYTES || bytes.readUInt32LE(0) !== SIGNATURE) {
    throw damaged();
  }
  const pathEnd = FIXED_BYTES + bytes.readUInt16LE(28);
  const extraEnd = pathEnd + bytes.readUInt16LE(30);
  const commentBytes = bytes.readUInt16LE(32);
  if (extraEnd + commentBytes > bytes.length) {
    throw damaged();
  }
  const path = zipPath(bytes.subarray(FIXED_BYTES, pathEnd));
  const method = bytes.readUInt16LE(10);
  const flags = bytes.readUInt16LE(8);
  checkZipCoding(path, flags, method);
  if (bytes.readUInt8(6) > NEWEST_VERSION) {
    throw new ArchiveDefect(`is a ZIP archive of a version that Python does not know (${path})`);
  }
  // Python takes such a name for one in code page 437 and then misses it among the local headers.
  if ((flags & UTF8_FLAG) === 0 && Buffer.byteLength(path) !== path.length) {
    throw new ArchiveDefect(
      `is a ZIP archive that PyPI refuses: the name of a member is not marked as UTF-8 (${path})`,
    );
  }
  if (commentBytes > 0) {
    throw new ArchiveDefect(`is a ZIP archive that PyPI refuses: ${path} has a comment`);
  }
  if (bytes.readUInt16LE(34) !== 0) {
    throw new ArchiveDefect('is one part of a ZIP archive that was split over several files');
  }
  const extra = zipExtraFields(bytes.subarray(pathEnd, extraEnd)).get(ZIP64_EXTRA);
  const large = zip64Reader(extra ?? Buffer.alloc(0));
  const size = large(bytes.readUInt32LE(24));
  const compressedSize = large(bytes.readUInt32LE(20));
  const offset = large(bytes.readUInt32LE(42));
  const entry = { path, method, crc: bytes.readUInt32LE(16), compressedSize, size, offset };
  return { entry, bytes: extraEnd };
}

/** The ZIP64 field has, in this order, only the numbers whose short form is all ones. */
function zip64Reader(extra: Buffer): (short: number) => number {
  let offset = 0;
  return (short) => {
    if (short !== 0xffffffff) {
      return short;
    }
    offset += 8;
    return zip64Number(extra, offset - 8);
  };
}

function damaged(): ArchiveDefect {
  return new ArchiveDefect('is a damaged ZIP archive: its directory is malformed');
}
