import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** The file is no gzip, or no tar in it. */
export class InvalidTar extends Error {}

const BLOCK = 512;
const LARGEST_HEADER = 1024 * 1024;

/** The names of all members of a .tar.gz, pax and GNU long names resolved. Throws InvalidTar. */
export async function tarMemberNames(path: string): Promise<string[]> {
  const names: string[] = [];
  let longName: string | undefined;
  for await (const { header, body } of members(path)) {
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(body) ?? longName;
    else if (type === 'L') longName = textUntilNul(body);
    else if (type !== 'g') {
      names.push(longName ?? nameOf(header));
      longName = undefined;
    }
  }
  return names;
}

/** Each header block with its data, which is kept only where it describes the next member. */
async function* members(path: string): AsyncGenerator<{ header: Buffer; body: Buffer }> {
  let buffer: Buffer = Buffer.alloc(0);
  let header: Buffer | undefined;
  let body: Buffer[] = [];
  let left = 0;
  for await (const chunk of gunzipped(path)) {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
    while (buffer.length > 0) {
      if (header === undefined) {
        if (buffer.length < BLOCK) break;
        const block = buffer.subarray(0, BLOCK);
        buffer = buffer.subarray(BLOCK);
        if (block.every((byte) => byte === 0)) return;
        header = block;
        left = paddedSize(block);
        body = [];
      }
      const part = buffer.subarray(0, left);
      if (isDescription(header)) body.push(part);
      buffer = buffer.subarray(part.length);
      left -= part.length;
      if (left > 0) break;
      yield { header, body: Buffer.concat(body).subarray(0, sizeOf(header)) };
      header = undefined;
    }
  }
  if (header !== undefined || buffer.length > 0) throw new InvalidTar();
}

async function* gunzipped(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path);
  const unzip = source.pipe(createGunzip());
  source.on('error', (error) => unzip.destroy(error));
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) yield chunk;
  } catch {
    throw new InvalidTar();
  } finally {
    source.destroy();
  }
}

const isDescription = (header: Buffer): boolean =>
  'xL'.includes(String.fromCharCode(header[156] ?? 0));

function sizeOf(header: Buffer): number {
  const text = textUntilNul(header.subarray(124, 136)).trim();
  const size = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
  if (Number.isNaN(size) || !checksumHolds(header)) throw new InvalidTar();
  if (isDescription(header) && size > LARGEST_HEADER) throw new InvalidTar();
  return size;
}

const paddedSize = (header: Buffer): number => Math.ceil(sizeOf(header) / BLOCK) * BLOCK;

function checksumHolds(header: Buffer): boolean {
  const stated = Number.parseInt(textUntilNul(header.subarray(148, 156)).trim(), 8);
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === stated;
}

const textUntilNul = (bytes: Buffer): string => bytes.toString('utf8').split('\0', 1)[0] ?? '';

function nameOf(header: Buffer): string {
  const name = textUntilNul(header.subarray(0, 100));
  const isPosix = header.subarray(257, 263).toString('latin1') === 'ustar\0';
  const prefix = isPosix ? textUntilNul(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The `path` record of a pax header: `LENGTH path=VALUE\n`. */
function paxPath(body: Buffer): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = Number.parseInt(body.subarray(at, Math.max(space, at)).toString('latin1'), 10);
    if (space < 0 || !(length > space - at)) throw new InvalidTar();
    const record = body.subarray(space + 1, at + length - 1).toString('utf8');
    if (record.startsWith('path=')) path = record.slice('path='.length);
    at += length;
  }
  return path;
}
