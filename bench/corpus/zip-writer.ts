import { open } from 'node:fs/promises';

/** A member whose data is at hand, deflated; the same data may stand in many members. */
export interface PackedMember {
  readonly path: string;
  readonly data: Uint8Array;
  /** Bytes before packing. */
  readonly size: number;
  /** Of the bytes before packing. */
  readonly crc: number;
}

const DEFLATED = 8;
const WRITE_BYTES = 8 * 1024 * 1024;

/** Writes a ZIP file of any size below 4 GiB, with sizes in the local headers as PyPI wants them. */
export async function writeZip(path: string, members: readonly PackedMember[]): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const directory: Buffer[] = [];
    let offset = 0;
    let pending: Uint8Array[] = [];
    let pendingBytes = 0;
    const flush = async () => {
      await file.writev(pending);
      pending = [];
      pendingBytes = 0;
    };
    for (const member of members) {
      const name = Buffer.from(member.path);
      const header = sharedHeader(member, name.length);
      const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, name]);
      directory.push(centralEntry(header, name, offset));
      offset += local.length + member.data.length;
      pending.push(local, member.data);
      pendingBytes += local.length + member.data.length;
      if (pendingBytes >= WRITE_BYTES) await flush();
    }
    await flush();
    const central = Buffer.concat(directory);
    await file.writev([central, endRecord(members.length, central.length, offset)]);
  } finally {
    await file.close();
  }
}

/** What the local header and the directory have in common (APPNOTE 4.3.7). */
function sharedHeader({ crc, data, size }: PackedMember, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0); // version 2.0 to extract
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(0x21, 8); // 1980-01-01
  header.writeUInt32LE(crc, 10);
  header.writeUInt32LE(data.length, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function centralEntry(header: Buffer, name: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(0o100644 * 0x1_0000, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), header, rest, name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
