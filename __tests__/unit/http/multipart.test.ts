import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type MultipartBody, multipartBody } from '../../../src/http/multipart.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multipart-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('a multipart body', () => {
  test('is this, byte for byte', async () => {
    const body = await bodyWith([[':action', 'file_upload']], Buffer.from([0, 255, 13, 10]));
    expect(body.contentType).toBe('multipart/form-data; boundary=b');
    expect((await sent(body)).toString('latin1')).toBe(
      [
        '--b',
        'Content-Disposition: form-data; name=":action"',
        '',
        'file_upload',
        '--b',
        'Content-Disposition: form-data; name="content"; filename="a-1.tar.gz"',
        'Content-Type: application/octet-stream',
        '',
        '\x00\xff\r\n',
        '--b--',
        '',
      ].join('\r\n'),
    );
  });

  test.each([
    ['LF', 'one\ntwo'],
    ['CR', 'one\rtwo'],
    ['CRLF', 'one\r\ntwo'],
    ['all at the ends', '\r\n\n\rtext\n\r\r\n'],
    ['a byte order mark', '\uFEFFtext'],
    ['letters of four bytes', '𝕏 – ü'],
    ['nothing', ''],
    ['what looks like a boundary', '\r\n--c--\r\n'],
  ])('keeps a value with %s', async (_, value) => {
    const text = (await sent(await bodyWith([['description', value]]))).toString('utf8');
    expect(text).toContain(`name="description"\r\n\r\n${value}\r\n--b\r\n`);
  });

  test('writes line ends and quotes of names as the HTML standard does', async () => {
    const path = await place(Buffer.from('x'));
    const file = { name: 'con"tent', filename: 'a"\r\nX-Evil: 1.whl', path, size: 1 };
    const text = (await sent(multipartBody([['a\nb"c', '1']], file, 'b'))).toString('utf8');
    expect(text).toContain('form-data; name="a%0Ab%22c"\r\n');
    expect(text).toContain('name="con%22tent"; filename="a%22%0D%0AX-Evil: 1.whl"\r\n');
    expect(text).not.toContain('\nX-Evil');
  });

  test('has the length that it says', async () => {
    const bodies = [
      await bodyWith([]),
      await bodyWith([['summary', 'ü𝕏\n']], Buffer.alloc(0)),
      await bodyWith([['a', 'b']], Buffer.alloc(2_500_000, 7)),
    ];
    for (const body of bodies) expect((await sent(body)).length).toBe(body.byteLength);
  });

  test('can be sent twice', async () => {
    const body = await bodyWith([['a', 'b']]);
    expect(await sent(body)).toEqual(await sent(body));
  });

  test('has an empty file part for an empty file', async () => {
    const text = (await sent(await bodyWith([], Buffer.alloc(0)))).toString('utf8');
    expect(text).toMatch(/octet-stream\r\n\r\n\r\n--b--\r\n$/);
  });

  test('cuts a file that grew, so that the length stays true', async () => {
    const path = await place(Buffer.from('promised'));
    const body = multipartBody([], { name: 'content', filename: 'f', path, size: 8 }, 'b');
    await writeFile(path, 'promised and more');
    const bytes = await sent(body);
    expect(bytes.length).toBe(body.byteLength);
    expect(bytes.toString()).toContain('\r\n\r\npromised\r\n--b--');
  });

  test('fails where the file shrank', async () => {
    const path = await place(Buffer.from('promised'));
    const body = multipartBody([], { name: 'content', filename: 'f', path, size: 8 }, 'b');
    await truncate(path, 3);
    await expect(sent(body)).rejects.toThrow('has become shorter');
  });

  test('fails where the file is gone', async () => {
    const path = join(folder, 'gone');
    const body = multipartBody([], { name: 'content', filename: 'f', path, size: 8 }, 'b');
    await expect(sent(body)).rejects.toThrow('cannot be opened any more');
  });
});

async function bodyWith(
  fields: readonly (readonly [string, string])[],
  bytes: Buffer = Buffer.from('bytes'),
): Promise<MultipartBody> {
  const path = await place(bytes);
  return multipartBody(
    fields,
    { name: 'content', filename: 'a-1.tar.gz', path, size: bytes.length },
    'b',
  );
}

let count = 0;

async function place(bytes: Buffer): Promise<string> {
  count += 1;
  const path = join(folder, String(count));
  await writeFile(path, bytes);
  return path;
}

async function sent(body: MultipartBody): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
