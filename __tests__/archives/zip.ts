import { crc32, deflateRawSync } from 'node:zlib';

/** The numbers of a ZIP header that a test may want to be false. */
export interface ZipHeader {
  readonly path: Uint8Array;
  readonly flags: number;
  /** 0 is stored, 8 is deflate. */
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly extra: Uint8Array;
}

/** The numbers that only the central directory has. */
export interface ZipDirectoryHeader extends ZipHeader {
  /** Where the directory says that the local header lies. */
  readonly offset: number;
  readonly comment: Uint8Array;
  readonly externalAttributes: number;
}

export interface ZipMember {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** `deflate` unless told. */
  readonly method?: 'stored' | 'deflate';
  /** Replaces what the local header truly is. */
  readonly local?: Partial<ZipHeader>;
  /** Replaces what the directory truly has; `local` does not reach it. */
  readonly central?: Partial<ZipDirectoryHeader>;
  /** Bytes after the data that no header counts, such as a data descriptor. */
  readonly after?: Uint8Array;
  /** Stands in the directory, but has no local header and no data. */
  readonly isMissing?: boolean;
}

/** The numbers of the end record that a test may want to be false. */
export interface ZipEnd {
  readonly disk: number;
  readonly directoryDisk: number;
  readonly countOnDisk: number;
  readonly count: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
}

export interface ZipInit {
  readonly members: readonly ZipMember[];
  /** Archive comment. */
  readonly comment?: Uint8Array;
  readonly end?: Partial<ZipEnd>;
  /** Bytes between the directory and the end record, such as ZIP64 records. */
  readonly beforeEnd?: Uint8Array;
}

/** A ZIP archive without data descriptors: true sizes stand in the local headers, as PyPI demands. */
export function buildZip(init: ZipInit): Buffer {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const member of init.members) {
    const { data, header } = compress(member);
    const local = member.isMissing
      ? new Uint8Array()
      : Buffer.concat([
          localHeader({ ...header, ...member.local }),
          data,
          member.after ?? new Uint8Array(),
        ]);
    directory.push(
      directoryHeader({
        ...header,
        offset,
        comment: new Uint8Array(),
        externalAttributes: 0o100644 * 0x1_0000,
        ...member.central,
      }),
    );
    locals.push(local);
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  return Buffer.concat([
    ...locals,
    directoryBytes,
    init.beforeEnd ?? new Uint8Array(),
    endRecord(
      {
        disk: 0,
        directoryDisk: 0,
        countOnDisk: init.members.length,
        count: init.members.length,
        directorySize: directoryBytes.length,
        directoryOffset: offset,
        ...init.end,
      },
      init.comment ?? new Uint8Array(),
    ),
  ]);
}

function compress(member: ZipMember): { readonly data: Uint8Array; readonly header: ZipHeader } {
  const content = Buffer.from(member.content);
  const isStored = member.method === 'stored';
  const data = isStored ? content : deflateRawSync(content);
  const path = Buffer.from(member.path, 'utf8');
  const header = {
    path,
    flags: path.length === member.path.length ? 0 : 0x800,
    method: isStored ? 0 : 8,
    crc: crc32(content),
    compressedSize: data.length,
    size: content.length,
    extra: new Uint8Array(),
  };
  return { data, header };
}

/** 1980-01-01, so that the same input gives the same bytes. */
const DOS_DATE = 0x0021;

function localHeader(header: ZipHeader): Buffer {
  const fixed = Buffer.alloc(30);
  fixed.writeUInt32LE(0x04034b50, 0);
  fixed.writeUInt16LE(20, 4);
  writeShared(fixed, 6, header);
  return Buffer.concat([fixed, header.path, header.extra]);
}

function directoryHeader(header: ZipDirectoryHeader): Buffer {
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE(0x0314, 4);
  fixed.writeUInt16LE(20, 6);
  writeShared(fixed, 8, header);
  fixed.writeUInt16LE(header.comment.length, 32);
  fixed.writeUInt32LE(header.externalAttributes, 38);
  fixed.writeUInt32LE(header.offset, 42);
  return Buffer.concat([fixed, header.path, header.extra, header.comment]);
}

/** The 24 bytes that both headers have in the same order. */
function writeShared(fixed: Buffer, at: number, header: ZipHeader): void {
  fixed.writeUInt16LE(header.flags, at);
  fixed.writeUInt16LE(header.method, at + 2);
  fixed.writeUInt16LE(DOS_DATE, at + 6);
  fixed.writeUInt32LE(header.crc, at + 8);
  fixed.writeUInt32LE(header.compressedSize, at + 12);
  fixed.writeUInt32LE(header.size, at + 16);
  fixed.writeUInt16LE(header.path.length, at + 20);
  fixed.writeUInt16LE(header.extra.length, at + 22);
}

function endRecord(end: ZipEnd, comment: Uint8Array): Buffer {
  const fixed = Buffer.alloc(22);
  fixed.writeUInt32LE(0x06054b50, 0);
  fixed.writeUInt16LE(end.disk, 4);
  fixed.writeUInt16LE(end.directoryDisk, 6);
  fixed.writeUInt16LE(end.countOnDisk, 8);
  fixed.writeUInt16LE(end.count, 10);
  fixed.writeUInt32LE(end.directorySize, 12);
  fixed.writeUInt32LE(end.directoryOffset, 16);
  fixed.writeUInt16LE(comment.length, 20);
  return Buffer.concat([fixed, comment]);
}
