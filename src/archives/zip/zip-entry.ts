import { ArchiveDefect } from '../archive-defect.ts';

/** One record of a ZIP archive's central directory. */
export interface ZipEntry {
  /** The path as written, `/` between its parts. */
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly compressedSize: number;
  /** Bytes when read. */
  readonly size: number;
  /** Where its local header lies. */
  readonly offset: number;
}

export const STORED = 0;
const DEFLATED = 8;

/** Encryption, patch data, strong encryption: Python reads none of them. */
const UNREADABLE_FLAGS = 0x0061;
const DATA_DESCRIPTOR_FLAG = 0x0008;

/** A member's path: UTF-8 whatever the flags say, and no control characters, as PyPI demands. */
export function zipPath(bytes: Uint8Array): string {
  const path = decodeUtf8(bytes);
  if (path === undefined || path === '') {
    throw new ArchiveDefect(
      'is a ZIP archive that PyPI refuses: the name of a member is not UTF-8',
    );
  }
  if (bytes.some((byte) => byte < 0x20 || byte === 0x7f)) {
    throw new ArchiveDefect(
      `is a ZIP archive that PyPI refuses: the name of a member has control characters (${JSON.stringify(path)})`,
    );
  }
  return path;
}

/** What PyPI refuses in the flags and the method of either header. */
export function checkZipCoding(path: string, flags: number, method: number): void {
  if ((flags & UNREADABLE_FLAGS) !== 0) {
    throw new ArchiveDefect(`is a ZIP archive with encrypted members (${path})`);
  }
  if ((flags & DATA_DESCRIPTOR_FLAG) !== 0) {
    throw new ArchiveDefect(
      `is a ZIP archive that PyPI refuses: ${path} has a data descriptor, which archives written as a stream have`,
      'Build the wheel with a tool that writes it to a file, not to a pipe; `python -m wheel unpack` and `pack` fix an existing one.',
    );
  }
  if (method !== STORED && method !== DEFLATED) {
    throw new ArchiveDefect(
      `is a ZIP archive that PyPI refuses: ${path} is compressed with method ${method}, only "stored" and "deflate" are taken`,
    );
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const ZIP64_EXTRA = 0x0001;
export const UNICODE_PATH_EXTRA = 0x7075;

/**
 * The extra fields of a ZIP header by id. Those that change what a reader sees may stand there
 * once: PyPI refuses archives that two readers could understand in two ways.
 */
export function zipExtraFields(extra: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  let offset = 0;
  while (offset < extra.length) {
    const id = offset + 4 <= extra.length ? extra.readUInt16LE(offset) : 0;
    const end = offset + 4 <= extra.length ? offset + 4 + extra.readUInt16LE(offset + 2) : Infinity;
    if (end > extra.length) {
      throw new ArchiveDefect('is a damaged ZIP archive: a header has a malformed extra field');
    }
    if (fields.has(id) && (id === ZIP64_EXTRA || id === UNICODE_PATH_EXTRA)) {
      throw new ArchiveDefect(
        'is a ZIP archive that PyPI refuses: a header repeats an extra field',
      );
    }
    fields.set(id, extra.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

/** A 64-bit number; nothing that large can be real where it does not fit a JavaScript number. */
export function zip64Number(bytes: Buffer, offset: number): number {
  if (offset + 8 > bytes.length) {
    throw new ArchiveDefect('is a damaged ZIP archive: a ZIP64 field is too short');
  }
  const value = bytes.readBigUInt64LE(offset);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new ArchiveDefect('is a damaged ZIP archive: it states an impossible size');
  }
  return Number(value);
}
