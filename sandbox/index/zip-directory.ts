import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { hasControlCharacter } from './filename-rules.ts';

export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header starts. */
  readonly offset: number;
}

/** What is wrong with a ZIP, as PyPI says it after `ZIP archive not accepted: `. */
export class InvalidZip extends Error {}

const END = 0x0605_4b50;
const CENTRAL = 0x0201_4b50;
const LOCAL = 0x0403_4b50;
const LARGEST_METADATA = 64 * 1024 * 1024;

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new InvalidZip('Malformed zip file');
  return buffer;
}

/**
 * The members of a ZIP by its central directory, which must fill the file exactly between the
 * local entries and the end record. ZIP64 is not read. Throws InvalidZip.
 */
export async function readZipDirectory(file: FileHandle, size: number): Promise<ZipMember[]> {
  const tailStart = Math.max(0, size - 22 - 0xffff);
  const tail = await bytesAt(file, tailStart, size - tailStart);
  const end = endRecord(tail);
  const count = tail.readUInt16LE(end + 10);
  const directorySize = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (tail.length !== end + 22 + tail.readUInt16LE(end + 20)) throw new InvalidZip('Trailing data');
  if (start + directorySize !== tailStart + end) {
    throw new InvalidZip('Mis-matched central directory offset');
  }
  const members = parseDirectory(await bytesAt(file, start, directorySize));
  if (members.length !== count) throw new InvalidZip('Mis-matched central directory records');
  await checkLocalHeaders(file, members, start);
  return members;
}

function endRecord(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END) return at;
  }
  throw new InvalidZip('Malformed zip file');
}

function parseDirectory(directory: Buffer): ZipMember[] {
  const members: ZipMember[] = [];
  const names = new Set<string>();
  for (let at = 0; at < directory.length; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== CENTRAL) {
      throw new InvalidZip('Unknown record signature');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const next =
      at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw new InvalidZip('Malformed zip file');
    if (directory.readUInt16LE(at + 32) !== 0) throw new InvalidZip('Comment in central directory');
    const name = decodedName(directory.subarray(at + 46, at + 46 + nameLength));
    if (names.has(name)) throw new InvalidZip('Duplicate filename in central directory');
    names.add(name);
    members.push({
      name,
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at = next;
  }
  return members;
}

function decodedName(bytes: Buffer): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidZip('Filename not valid UTF-8');
  }
  if (hasControlCharacter(name)) throw new InvalidZip('Invalid character in filename');
  return name;
}

/** Local entries must follow each other without a gap, up to the central directory. */
async function checkLocalHeaders(
  file: FileHandle,
  members: readonly ZipMember[],
  directoryStart: number,
): Promise<void> {
  let expected = 0;
  for (const member of members.toSorted((a, b) => a.offset - b.offset)) {
    const header = await bytesAt(file, member.offset, 30);
    if (member.offset !== expected || header.readUInt32LE(0) !== LOCAL) {
      throw new InvalidZip('Unknown record signature');
    }
    if ((header.readUInt16LE(6) | member.flags) & 0x08) {
      throw new InvalidZip('ZIP contains a data descriptor');
    }
    if (
      header.readUInt32LE(18) !== member.compressedSize ||
      header.readUInt32LE(22) !== member.size
    ) {
      throw new InvalidZip('Mis-matched data size');
    }
    const nameLength = header.readUInt16LE(26);
    const name = (await bytesAt(file, member.offset + 30, nameLength)).toString('utf8');
    if (name !== member.name) throw new InvalidZip('Filename not in central directory');
    expected = member.offset + 30 + nameLength + header.readUInt16LE(28) + member.compressedSize;
  }
  if (expected !== directoryStart) throw new InvalidZip('Unknown record signature');
}

/** The bytes of a stored or deflated member, at most 64 MiB. */
export async function readZipMember(file: FileHandle, member: ZipMember): Promise<Buffer> {
  const header = await bytesAt(file, member.offset, 30);
  const start = member.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const data = await bytesAt(file, start, member.compressedSize);
  if (member.method === 0) return data;
  try {
    return await promisify(inflateRaw)(data, { maxOutputLength: LARGEST_METADATA });
  } catch {
    throw new InvalidZip('Malformed zip file');
  }
}
