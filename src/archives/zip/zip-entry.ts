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
      'Build the wheel with a tool that writes it to a file, not to a pipe; `python -m wheel unpack` and `pack` mend an existing one.',
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
