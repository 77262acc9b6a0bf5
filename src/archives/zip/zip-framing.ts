import { ArchiveDefect, MERGED_ARTIFACTS } from '../archive-defect.ts';
import type { RandomAccess } from './random-access.ts';
import {
  checkZipCoding,
  STORED,
  UNICODE_PATH_EXTRA,
  ZIP64_EXTRA,
  type ZipEntry,
  zip64Number,
  zipExtraFields,
  zipPath,
} from './zip-entry.ts';

const SIGNATURE = 0x04034b50;
const FIXED_BYTES = 30;

/**
 * Walks the local headers from the first byte to the directory and compares each with the
 * directory's record: every byte belongs to exactly one member, so that a reader that goes by
 * the directory and one that streams from the front see the same files. PyPI checks the same
 * (since 2025-08, against confusion attacks).
 */
export async function checkZipFraming(
  file: RandomAccess,
  entries: ReadonlyMap<string, ZipEntry>,
  directoryOffset: number,
): Promise<void> {
  let offset = 0;
  let members = 0;
  while (offset < directoryOffset) {
    const local = await readLocalHeader(file, offset);
    const entry = entries.get(local.path);
    if (entry === undefined) {
      throw refused(`${local.path} is in its data, but not in its directory`);
    }
    if (
      entry.offset !== offset ||
      entry.method !== local.method ||
      entry.crc !== local.crc ||
      entry.size !== local.size ||
      entry.compressedSize !== local.compressedSize
    ) {
      throw refused(`its directory and its data disagree about ${local.path}`);
    }
    offset = local.dataOffset + local.compressedSize;
    members += 1;
  }
  // A path cannot come twice: the second one would not lie where the directory says.
  if (offset !== directoryOffset || members !== entries.size) {
    throw refused('its directory lists members that its data do not have');
  }
}

interface LocalHeader extends Omit<ZipEntry, 'offset'> {
  readonly dataOffset: number;
}

async function readLocalHeader(file: RandomAccess, offset: number): Promise<LocalHeader> {
  const fixed = await file.read(offset, FIXED_BYTES);
  if (fixed.readUInt32LE(0) !== SIGNATURE) {
    throw refused(
      offset === 0 ? 'data stand before its first member' : 'data stand between its members',
    );
  }
  const method = fixed.readUInt16LE(8);
  const pathBytes = fixed.readUInt16LE(26);
  const extraBytes = fixed.readUInt16LE(28);
  const variable = await file.read(offset + FIXED_BYTES, pathBytes + extraBytes);
  const path = zipPath(variable.subarray(0, pathBytes));
  checkZipCoding(path, fixed.readUInt16LE(6), method);
  const extra = zipExtraFields(variable.subarray(pathBytes));
  const unicodePath = extra.get(UNICODE_PATH_EXTRA);
  if (unicodePath !== undefined) {
    zipPath(unicodePath.subarray(5));
  }
  const short = { compressedSize: fixed.readUInt32LE(18), size: fixed.readUInt32LE(22) };
  return {
    path,
    method,
    crc: fixed.readUInt32LE(14),
    ...localSizes(short, method, extra.get(ZIP64_EXTRA)),
    dataOffset: offset + FIXED_BYTES + pathBytes + extraBytes,
  };
}

type Sizes = Pick<ZipEntry, 'compressedSize' | 'size'>;

/** The lengths of a ZIP64 field that PyPI knows in a local header, and how it reads them. */
function localSizes(short: Sizes, method: number, zip64: Buffer | undefined): Sizes {
  const sizeIsLong = short.size === 0xffffffff;
  const compressedSizeIsLong = short.compressedSize === 0xffffffff;
  if (zip64 === undefined || (zip64.length === 0 && !sizeIsLong && !compressedSizeIsLong)) {
    return short;
  }
  if (zip64.length === 8 && method === STORED) {
    const compressedSize = zip64Number(zip64, 0);
    return { compressedSize, size: sizeIsLong ? compressedSize : short.size };
  }
  if ([16, 24, 28].includes(zip64.length)) {
    return {
      compressedSize: zip64Number(zip64, 8),
      size: sizeIsLong ? zip64Number(zip64, 0) : short.size,
    };
  }
  throw refused('a header has a malformed ZIP64 field');
}

function refused(reason: string): ArchiveDefect {
  return new ArchiveDefect(`is a ZIP archive that PyPI refuses: ${reason}`, MERGED_ARTIFACTS);
}
