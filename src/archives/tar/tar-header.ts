import { ArchiveDefect } from '../archive-defect.ts';

export const TAR_BLOCK_BYTES = 512;

/** One header block of a tar archive (POSIX.1-1988 ustar, and what GNU tar makes of it). */
export interface TarHeaderBlock {
  /** `prefix/name`, or the name alone. */
  readonly path: string;
  readonly linkname: string;
  readonly size: number;
  /** The type flag, one character. */
  readonly flag: string;
}

/** Without a sign: after a minus GNU tar reads base 64, and Python an octal number. */
const OCTAL = /^ *([0-7]*) *$/;
/** As Python reads it: a sum of signed bytes can be below zero. */
const CHECK_SUM = /^ *(-?[0-7]+) *$/;
/** Where numbers stand that cannot be below zero: mode, uid, gid, check sum, devmajor, devminor. */
const UNSIGNED_NUMBERS: readonly (readonly [start: number, end: number])[] = [
  [100, 108],
  [108, 116],
  [116, 124],
  [148, 156],
  [329, 337],
  [337, 345],
];
/** The time of a file may lie before 1970. */
const MTIME = [136, 148] as const;
/** GNU's own kinds use the place of the prefix for something else. */
const GNU_FLAGS = 'LKS';

/**
 * Reads a header block as Python's `tarfile` does, which takes one that it cannot read for the end
 * of the archive; where others would read on, this one refuses. Throws an `ArchiveDefect`.
 */
export function parseTarHeader(block: Buffer): TarHeaderBlock {
  if (!hasTarCheckSum(block)) throw damagedTar('a check sum is wrong');
  if (!isBase256(block, MTIME[0])) octal(block, ...MTIME);
  for (const [start, end] of UNSIGNED_NUMBERS) {
    if (isNegative(block, start)) throw damagedTar('a header has a number below zero');
    if (!isBase256(block, start)) octal(block, start, end);
  }
  const flag = String.fromCharCode(block[156] ?? 0);
  const name = text(block, 0, 100);
  const prefix = GNU_FLAGS.includes(flag) ? '' : text(block, 345, 500);
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    linkname: text(block, 157, 257),
    size: isBase256(block, 124) ? largeSize(block) : octal(block, 124, 136),
    flag,
  };
}

/** Whether a block can be a header at all: hardly one of other data can. */
export function hasTarCheckSum(block: Buffer): boolean {
  const [, digits] = CHECK_SUM.exec(text(block, 148, 156)) ?? [];
  return digits !== undefined && checkSums(block).includes(Number.parseInt(digits, 8));
}

/** A tar archive that no reader could take, with the reason as the rest of a sentence. */
export function damagedTar(reason: string): ArchiveDefect {
  return new ArchiveDefect(`is not an intact tar archive: ${reason}`);
}

/** The sum of all bytes, with spaces in the place of the sum: unsigned, and as old tools had it. */
function checkSums(block: Buffer): readonly number[] {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let at = 0; at < TAR_BLOCK_BYTES; at += 1) {
    if (at >= 148 && at < 156) continue;
    unsigned += block.readUInt8(at);
    signed += block.readInt8(at);
  }
  return [unsigned, signed];
}

function octal(block: Buffer, start: number, end: number): number {
  const [, digits] = OCTAL.exec(text(block, start, end)) ?? [];
  if (digits === undefined) throw damagedTar('a header has an invalid number');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

/** GNU's form of numbers that do not fit: two's complement after a first byte of all ones but one. */
function isBase256(block: Buffer, start: number): boolean {
  return block[start] === 0x80 || isNegative(block, start);
}

function isNegative(block: Buffer, start: number): boolean {
  return block[start] === 0xff;
}

function largeSize(block: Buffer): number {
  const value = BigInt(`0x${block.toString('hex', 125, 136)}`);
  if (isNegative(block, 124) || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw damagedTar('a header states an impossible size');
  }
  return Number(value);
}

function text(block: Buffer, start: number, end: number): string {
  const nul = block.indexOf(0, start);
  return block.toString('utf8', start, nul === -1 ? end : Math.min(nul, end));
}
