import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, request } from 'undici';
import {
  ChangedFile,
  type CheckedFile,
  changeOf,
  fileChunks,
} from '../../../src/files/file-chunks.ts';
import { multipartBody } from '../../../src/http/multipart.ts';
import { CHANGES } from './changes.ts';

const SIZE = 9 * 1024 * 1024 + 77;
const CHUNK = 256 * 1024;
const bytes = randomBytes(SIZE);
let directory: string;
let path: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'chunks-'));
  path = join(directory, 'file.bin');
  await writeFile(path, bytes);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

let count = 0;

async function checked(content: Uint8Array): Promise<CheckedFile> {
  const own = join(directory, String(++count));
  await writeFile(own, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path: own, size: content.length, sha256 };
}

/** What of a file comes, and what ends it. */
async function collect(file: CheckedFile): Promise<{ bytes: Buffer; error?: unknown }> {
  const copies: Buffer[] = [];
  try {
    for await (const chunk of fileChunks(file)) copies.push(Buffer.from(chunk));
    return { bytes: Buffer.concat(copies) };
  } catch (error) {
    return { bytes: Buffer.concat(copies), error };
  }
}

describe('chunks of a file that was checked', () => {
  test.each([0, 1, CHUNK, CHUNK + 1, SIZE - 1, SIZE])('are its %i bytes', async (size) => {
    const content = bytes.subarray(0, size);
    const read = await collect(await checked(content));
    expect(read.error).toBeUndefined();
    expect(read.bytes.equals(content)).toBe(true);
  });

  test('are good while three more are asked for', async () => {
    const chunks = fileChunks(await checked(bytes));
    const held: Uint8Array[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const { value } = await chunks.next();
      if (value) held.push(value);
    }
    const together = Buffer.concat(held);
    await chunks.return(undefined);
    expect(together.equals(bytes.subarray(0, together.length))).toBe(true);
  });

  test.each([
    ['the first byte', 0],
    ['a byte in the middle', 5 * CHUNK + 3],
    ['the last byte', SIZE - 1],
  ])('lack the last one where %s is another', async (_, at) => {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(at) ^ 1, at);
    const file = await checked(bytes);
    await writeFile(file.path, other);
    const read = await collect(file);
    expect(read.error).toBeInstanceOf(ChangedFile);
    expect(read.bytes.length).toBe(SIZE - (SIZE % CHUNK));
  });

  test('are the bytes that were checked where the file grows while it is read', async () => {
    const file = await checked(bytes.subarray(0, 2 * CHUNK));
    const chunks = fileChunks(file);
    await chunks.next();
    await appendFile(file.path, 'more');
    const rest: Uint8Array[] = [];
    for await (const chunk of chunks) rest.push(Buffer.from(chunk));
    expect(Buffer.concat(rest).equals(bytes.subarray(CHUNK, 2 * CHUNK))).toBe(true);
  });

  test.each(CHANGES)('do not come where $what', async ({ change, reason }) => {
    const file = await checked(Buffer.from('bytes'));
    await change(file.path);
    const read = await collect(file);
    expect(read.bytes.length).toBe(0);
    expect(read.error).toBeInstanceOf(ChangedFile);
    expect(read.error).toMatchObject({ path: file.path, reason: expect.stringMatching(reason) });
    expect(await changeOf(file)).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  test('are the same where another file with the same bytes is in its place', async () => {
    const file = await checked(Buffer.from('bytes'));
    await rm(file.path);
    await writeFile(file.path, 'bytes');
    expect(await changeOf(file)).toBeUndefined();
  });
});

/** Takes a body in fits and starts, so that the sender has to wait. */
async function slowDigest(message: IncomingMessage): Promise<string> {
  const hash = createHash('sha256');
  let pieces = 0;
  for await (const chunk of message) {
    hash.update(chunk);
    pieces += 1;
    if (pieces % 16 === 0) await setTimeout(1);
  }
  return hash.digest('hex');
}

test('what a slow server gets is the file, though buffers are used again', async () => {
  const server = createServer((message, response) => {
    void slowDigest(message).then((digest) => response.end(digest));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const dispatcher = new Agent();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { name: 'content', filename: 'file.bin', path, size: SIZE, sha256 };
  const upload = async () => {
    const body = multipartBody([['a', 'b']], file, 'boundary');
    const answer = await request(`http://127.0.0.1:${port}/`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-length': String(body.byteLength) },
      body: body.chunks() as never,
    });
    return answer.body.text();
  };
  try {
    const expected = createHash('sha256');
    for await (const chunk of multipartBody([['a', 'b']], file, 'boundary').chunks()) {
      expected.update(chunk);
    }
    const digest = expected.digest('hex');
    expect(await Promise.all([upload(), upload(), upload()])).toEqual([digest, digest, digest]);
  } finally {
    await dispatcher.close();
    server.close();
  }
});
