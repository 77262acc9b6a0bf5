import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
    const file = { name: 'con"tent', filename: 'a"\r\nX-Evil: 1.whl', path, ...checked('x') };
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

  test('fails before the bytes of a file that changed', async () => {
    const path = await place(Buffer.from('promised'));
    const file = { name: 'content', filename: 'f', path, ...checked('promised') };
    await writeFile(path, 'prOmised');
    const chunks: Uint8Array[] = [];
    const sending = async () => {
      for await (const chunk of multipartBody([], file, 'b').chunks()) chunks.push(chunk);
    };
    await expect(sending()).rejects.toThrow('has other bytes than when it was checked');
    expect(Buffer.concat(chunks).toString()).toMatch(/octet-stream\r\n\r\n$/);
  });
});

async function bodyWith(
  fields: readonly (readonly [string, string])[],
  bytes: Buffer = Buffer.from('bytes'),
): Promise<MultipartBody> {
  const path = await place(bytes);
  return multipartBody(
    fields,
    { name: 'content', filename: 'a-1.tar.gz', path, ...checked(bytes) },
    'b',
  );
}

const checked = (content: string | Uint8Array) => ({
  size: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
});

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
