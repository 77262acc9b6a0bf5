import { ArchiveDefect } from '../archive-defect.ts';

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
