import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { PieceReader } from '../../../../src/archives/tar/piece-reader.ts';
import { type TarHeader, tarMembers } from '../../../../src/archives/tar/tar-members.ts';
import { buildTar, type TarMember } from '../../../archives/tar.ts';

const BLOCK = 512;
const END = Buffer.alloc(2 * BLOCK);

interface Read {
  readonly headers: readonly TarHeader[];
  readonly texts: readonly string[];
}

/** What is read of an archive that comes in pieces of a size. */
async function read(tar: Buffer, pieceBytes = 700): Promise<Read> {
  const pieces: Buffer[] = [];
  for (let at = 0; at < tar.length; at += pieceBytes)
    pieces.push(tar.subarray(at, at + pieceBytes));
  const headers: TarHeader[] = [];
  const texts: string[] = [];
  for await (const { header, data } of tarMembers(new PieceReader(Readable.from(pieces)))) {
    headers.push(header);
    // Every other member is left unread.
    if (headers.length % 2 === 0) continue;
    const parts: Buffer[] = [];
    for await (const part of data()) parts.push(part);
    texts.push(Buffer.concat(parts).toString());
  }
  return { headers, texts };
}

const paths = async (tar: Buffer) => (await read(tar)).headers.map(({ path }) => path);

/** Members without the end of the archive. */
const open = async (...members: readonly TarMember[]) =>
  (await buildTar(members)).subarray(0, -END.length);

/** A member with fields of its header overwritten, and its check sum right. */
async function odd(fields: Readonly<Record<number, string>>, member: TarMember = { path: 'a' }) {
  const tar = Buffer.from(await open(member));
  for (const [at, text] of Object.entries(fields)) tar.write(text, Number(at), 'latin1');
  return fixed(tar);
}

function fixed(tar: Buffer, sign: 'signed' | 'unsigned' = 'unsigned'): Buffer {
  const header = tar.subarray(0, BLOCK);
  header.fill(' ', 148, 156);
  const bytes = sign === 'signed' ? new Int8Array(header) : header;
  const sum = [...bytes].reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return tar;
}

const pax = async (records: string, flag = 'x') =>
  odd({ 156: flag }, { path: 'p', content: records });
const whole = (...parts: readonly Buffer[]) => Buffer.concat([...parts, END]);

describe('members of a tar archive', () => {
  test.each([1, 511, 512, 513, 100_000])('in pieces of %i bytes', async (pieceBytes) => {
    const tar = await buildTar([
      { path: 'a/', type: 'directory' },
      { path: 'a/empty' },
      { path: 'a/one', content: 'x'.repeat(512) },
      { path: 'a/two', content: 'y'.repeat(1500) },
      { path: `a/${'d/'.repeat(100)}größe`, content: 'z' },
    ]);
    const { headers, texts } = await read(tar, pieceBytes);
    expect(headers.map(({ path, type, size }) => [path, type, size])).toEqual([
      ['a/', 'directory', 0],
      ['a/empty', 'file', 0],
      ['a/one', 'file', 512],
      ['a/two', 'file', 1500],
      [`a/${'d/'.repeat(100)}größe`, 'file', 1],
    ]);
    expect(texts).toEqual(['', 'x'.repeat(512), 'z']);
  });

  test.each<[string, Record<number, string>, Partial<TarHeader>]>([
    ['a prefix', { 345: 'some/where' }, { path: 'some/where/a' }],
    ['numbers with spaces around', { 100: '    644 ', 108: '  17 \0' }, { path: 'a' }],
    ['numbers that are empty', { 100: '\0\0\0\0\0\0\0\0', 329: '        ' }, { path: 'a' }],
    ['a time before 1970 in base 256', { 136: '\xff'.repeat(12) }, { path: 'a' }],
    [
      'numbers in base 256',
      { 108: '\x80\0\0\0\x7f\0\0\0', 136: `\x80${'\0'.repeat(11)}` },
      { path: 'a' },
    ],
    ['a size in base 256', { 124: `\x80${'\0'.repeat(11)}` }, { size: 0 }],
    ['the oldest kind of file', { 156: '\0' }, { type: 'file' }],
    ['the oldest kind of directory', { 0: 'a/', 156: '\0' }, { type: 'directory' }],
    ['a kind that is not in POSIX', { 156: 'S' }, { type: undefined }],
    ['a link', { 156: '2', 157: 'to' }, { type: 'symlink', target: 'to' }],
  ])('with %s', async (_, fields, expected) => {
    expect((await read(whole(await odd(fields)))).headers).toMatchObject([expected]);
  });

  test('with a check sum of signed bytes, as old tools have it', async () => {
    const tar = Buffer.from(await open({ path: 'a', uname: 'grün' }));
    expect(await paths(whole(fixed(tar, 'signed')))).toEqual(['a']);
  });

  test('with names and sizes in headers before them', async () => {
    const long = await odd({ 156: 'L' }, { path: '././@LongLink', content: 'long/path\0rest' });
    const link = await odd({ 156: 'K' }, { path: '././@LongLink', content: 'long/target\0' });
    const own = await odd({ 156: '2' });
    const sized = Buffer.from(await open({ path: 'b', content: 'xyz' }));
    sized.write('00000000000', 124, 'latin1');
    const { headers } = await read(
      whole(
        await pax('20 comment=a commit\n', 'g'),
        long,
        link,
        own,
        await pax('9 size=3\n20 path=another/one\n'),
        fixed(sized),
      ),
    );
    expect(
      headers.map(({ path, target, size, extendedKeys }) => [path, target, size, extendedKeys]),
    ).toEqual([
      ['long/path', 'long/target', 0, []],
      ['another/one', '', 3, ['size', 'path']],
    ]);
  });

  test('without an end, which Python does not miss', async () => {
    expect(await paths(await open({ path: 'a' }))).toEqual(['a']);
  });

  test('with a lot of zeros after the end', async () => {
    expect(await paths(whole(await open({ path: 'a' }), Buffer.alloc(10_240)))).toEqual(['a']);
  });
});

describe('what readers could take in two ways, or Python for the end', () => {
  const file = () => open({ path: 'a', content: 'x' });
  test.each<[string, () => Promise<Buffer>, string]>([
    ['a wrong check sum', async () => flipped(await file(), 0), 'check sum'],
    [
      'a wrong check sum later',
      async () => whole(await file(), flipped(await file(), 3)),
      'check sum',
    ],
    ['a check sum that is not valid', async () => overwritten(await file(), 148, 'x'), 'check sum'],
    ['a size with a sign', () => odd({ 124: '+0000000001' }), 'number'],
    ['a size as Python writes numbers', () => odd({ 124: '0o1\0' }), 'number'],
    ['a size with an underscore', () => odd({ 124: '1_0\0' }), 'number'],
    ['a mode with a digit too high', () => odd({ 100: '0000648\0' }), 'number'],
    ['an owner that is text', () => odd({ 108: 'root\0' }), 'number'],
    ['a device that is text', () => odd({ 337: 'x' }), 'number'],
    ['a size below zero in base 256', () => odd({ 124: '\xff'.repeat(12) }), 'impossible size'],
    ['a size below zero in octal', () => odd({ 124: '-0000000777\0' }), 'number'],
    ['a size that is a minus', () => odd({ 124: '-\0' }), 'number'],
    ['a time with a minus, base 64 to GNU tar', () => odd({ 136: '-0000000017\0' }), 'number'],
    ['a mode with a minus', () => odd({ 100: '-000644\0' }), 'number'],
    ['a mode below zero in base 256', () => odd({ 100: '\xff'.repeat(8) }), 'below zero'],
    ['an owner with a minus', () => odd({ 108: '-000001\0' }), 'number'],
    ['an owner below zero in base 256', () => odd({ 108: '\xff'.repeat(8) }), 'below zero'],
    ['a group below zero in base 256', () => odd({ 116: '\xff'.repeat(8) }), 'below zero'],
    ['a device below zero in base 256', () => odd({ 329: '\xff'.repeat(8) }), 'below zero'],
    ['another device below zero in base 256', () => odd({ 337: '\xff'.repeat(8) }), 'below zero'],
    ['a check sum below zero', async () => negativeCheckSum(), 'number'],
    ['a size beyond all', () => odd({ 124: `\x80${'\x7f'.repeat(11)}` }), 'impossible size'],
    [
      'other bytes after the end',
      async () => whole(await file(), END, Buffer.from('x')),
      'after its end',
    ],
    ['members after the end', async () => whole(await file(), END, await file()), 'after its end'],
    ['a header cut short', async () => (await file()).subarray(0, 300), 'its end is missing'],
    ['data cut short', async () => (await file()).subarray(0, 512), 'its end is missing'],
    ['padding cut short', async () => (await file()).subarray(0, 700), 'its end is missing'],
    [
      'an extended header cut short',
      async () => (await pax('6 a=b\n')).subarray(0, 600),
      'its end is missing',
    ],
    ['a record without length', () => pax('path=x\n'), 'malformed'],
    ['a record that is too long', () => pax('99 path=x\n'), 'malformed'],
    ['a record without line break', () => pax('9 path=xyz'), 'malformed'],
    ['a record without key', () => pax('5 =x\n'), 'malformed'],
    ['a record without value', () => pax('5 ab\n'), 'malformed'],
    ['an extended size that is not valid', () => pax('12 size=0xa\n'), 'impossible size'],
    ['one path for all', () => pax('10 path=x\n', 'g'), 'one name'],
    [
      'an extended header and no member',
      async () => whole(await pax('6 a=b\n')),
      'announces a member',
    ],
    [
      'two names',
      async () => {
        const long = await odd({ 156: 'L' }, { path: '././@LongLink', content: 'other\0' });
        return whole(await pax('10 path=x\n'), long, await file());
      },
      'contradict',
    ],
    [
      'a name of a megabyte',
      async () => pax(`1100000 path=${'x'.repeat(1_099_987)}\n`),
      'unreasonably large',
    ],
  ])('%s', async (_, build, reason) => {
    await expect(read(await build())).rejects.toThrow(reason);
  });
});

/** Old tools added signed bytes up, and a name of letters beyond ASCII takes the sum below zero. */
async function negativeCheckSum(): Promise<Buffer> {
  const tar = Buffer.from(await open({ path: 'a', uname: 'x' }));
  tar.fill(0xc1, 345, 500);
  tar.fill(' ', 148, 156);
  const sum = [...new Int8Array(tar.subarray(0, BLOCK))].reduce((total, byte) => total + byte, 0);
  expect(sum).toBeLessThan(0);
  tar.write(`-${(-sum).toString(8).padStart(5, '0')}\0 `, 148, 'latin1');
  return whole(tar);
}

function flipped(tar: Buffer, at: number): Buffer {
  const copy = Buffer.from(tar);
  copy.writeUInt8((copy.readUInt8(at) ^ 1) & 0xff, at);
  return copy;
}

function overwritten(tar: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(tar);
  copy.write(text, at, 'latin1');
  return copy;
}
