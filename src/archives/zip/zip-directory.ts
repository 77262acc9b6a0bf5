import { ADDED_TWICE, ArchiveDefect, MERGED_ARTIFACTS } from '../archive-defect.ts';
import { describeFileStart } from '../file-start.ts';
import type { RandomAccess } from './random-access.ts';
import {
  checkZipCoding,
  ZIP64_EXTRA,
  type ZipEntry,
  zip64Number,
  zipExtraFields,
  zipPath,
} from './zip-entry.ts';

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

/** Where the central directory lies (APPNOTE 4.3.14 to 4.3.16). */
interface ZipEndRecord {
  readonly entryCount: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_BYTES = 56;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
/** The end record and the longest archive comment. */
const LONGEST_TAIL = END_BYTES + 0xffff;

/**
 * Finds the end record. Refused, as on PyPI: bytes after it, a second one inside the comment,
 * several disks, ZIP64 extensible data, a directory that does not end where the record starts.
 */
export async function readZipEndRecord(file: RandomAccess): Promise<ZipEndRecord> {
  const tail = await file.read(
    Math.max(0, file.size - LONGEST_TAIL),
    Math.min(file.size, LONGEST_TAIL),
  );
  const at = endRecordIndex(tail);
  if (at === undefined) {
    throw await notAnArchive(file, tail);
  }
  const offset = file.size - tail.length + at;
  const record = tail.subarray(at);
  if (record.indexOf('PK\x05\x06', 4, 'latin1') !== -1) {
    throw new ArchiveDefect(
      'is a ZIP archive that PyPI refuses: its comment has a second end record',
    );
  }
  const plain = {
    entryCount: record.readUInt16LE(10),
    directorySize: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
  };
  if (record.readUInt16LE(4) !== 0 || record.readUInt16LE(6) !== 0) {
    throw new ArchiveDefect('is one part of a ZIP archive that was split over several files');
  }
  const entriesHere = record.readUInt16LE(8);
  if (entriesHere !== plain.entryCount) {
    throw new ArchiveDefect(
      `is a damaged ZIP archive: its end record counts ${entriesHere} members in this file and ${plain.entryCount} in all`,
    );
  }
  const end = await readZip64(file, offset, plain);
  if (end.record.directoryOffset + end.record.directorySize !== end.start) {
    throw new ArchiveDefect(
      'is a damaged ZIP archive: the directory is not where its end record says (bytes were added or lost)',
    );
  }
  return end.record;
}

/** The last end record whose comment reaches exactly to the end of the file. */
function endRecordIndex(tail: Buffer): number | undefined {
  for (let index = tail.length - END_BYTES; index >= 0; index -= 1) {
    if (
      tail.readUInt32LE(index) === END_SIGNATURE &&
      index + END_BYTES + tail.readUInt16LE(index + 20) === tail.length
    ) {
      return index;
    }
  }
  return undefined;
}

async function notAnArchive(file: RandomAccess, tail: Buffer): Promise<ArchiveDefect> {
  const start = await file.read(0, Math.min(file.size, 512));
  if (!start.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    return new ArchiveDefect(`is not a ZIP archive; ${describeFileStart(start)}`);
  }
  return tail.includes('PK\x05\x06', 0, 'latin1')
    ? new ArchiveDefect('is a ZIP archive that PyPI refuses: data follow its end', MERGED_ARTIFACTS)
    : new ArchiveDefect('is a truncated ZIP archive: its end is missing');
}

async function readZip64(
  file: RandomAccess,
  endOffset: number,
  plain: ZipEndRecord,
): Promise<{ readonly record: ZipEndRecord; readonly start: number }> {
  const start = endOffset - ZIP64_LOCATOR_BYTES - ZIP64_END_BYTES;
  const locator =
    start < 0 ? undefined : await file.read(endOffset - ZIP64_LOCATOR_BYTES, ZIP64_LOCATOR_BYTES);
  if (start < 0 || locator?.readUInt32LE(0) !== ZIP64_LOCATOR_SIGNATURE) {
    return { record: plain, start: endOffset };
  }
  const isSingleDisk = locator.readUInt32LE(4) === 0 && locator.readUInt32LE(16) <= 1;
  const isAtStart = zip64Number(locator, 8) === start;
  const bytes = await file.read(start, ZIP64_END_BYTES);
  const record = {
    entryCount: zip64Number(bytes, 32),
    directorySize: zip64Number(bytes, 40),
    directoryOffset: zip64Number(bytes, 48),
  };
  const isWhole =
    bytes.readUInt32LE(0) === ZIP64_END_SIGNATURE &&
    zip64Number(bytes, 4) === ZIP64_END_BYTES - 12 &&
    bytes.readUInt32LE(16) === 0 &&
    bytes.readUInt32LE(20) === 0 &&
    zip64Number(bytes, 24) === record.entryCount;
  const agrees =
    [0xffff, record.entryCount].includes(plain.entryCount) &&
    [0xffffffff, record.directorySize].includes(plain.directorySize) &&
    [0xffffffff, record.directoryOffset].includes(plain.directoryOffset);
  if (!isSingleDisk || !isAtStart || !isWhole || !agrees) {
    throw new ArchiveDefect('is a damaged ZIP archive: its ZIP64 end record is malformed');
  }
  return { record, start };
}
