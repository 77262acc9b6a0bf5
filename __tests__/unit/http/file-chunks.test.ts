import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, request } from 'undici';
import { fileChunks, UnreadableFile } from '../../../src/http/file-chunks.ts';
import { multipartBody } from '../../../src/http/multipart.ts';

const SIZE = 9 * 1024 * 1024 + 77;
const bytes = randomBytes(SIZE);
let directory: string;
let path: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'chunks-'));
  path = join(directory, 'file.bin');
  await writeFile(path, bytes);
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function collect(size: number): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const chunk of fileChunks(path, size)) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies);
}

describe('chunks of a file', () => {
  test.each([0, 1, 256 * 1024, 256 * 1024 + 1, SIZE - 1, SIZE])(
    'the first %i bytes',
    async (size) => {
      expect((await collect(size)).equals(bytes.subarray(0, size))).toBe(true);
    },
  );

  test('a file that became shorter, or is gone, is an error of its own', async () => {
    const shrunk = join(directory, 'shrunk.bin');
    await writeFile(shrunk, bytes.subarray(0, 1000));
    await truncate(shrunk, 10);
    const drain = async (name: string) => {
      for await (const chunk of fileChunks(join(directory, name), 1000)) chunk.fill(0);
    };
    await expect(drain('shrunk.bin')).rejects.toThrow(UnreadableFile);
    await expect(drain('gone.bin')).rejects.toThrow(UnreadableFile);
  });

  test('a chunk is good while three more are asked for', async () => {
    const chunks = fileChunks(path, SIZE);
    const held: Uint8Array[] = [];
    for (let count = 0; count < 4; count++) {
      const { value } = await chunks.next();
      if (value) held.push(value);
    }
    const together = Buffer.concat(held);
    await chunks.return(undefined);
    expect(together.equals(bytes.subarray(0, together.length))).toBe(true);
  });
});

/** Takes a body in fits and starts, so that the sender has to wait. */
async function slowDigest(message: IncomingMessage): Promise<string> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const chunk of message) {
    hash.update(chunk);
    count += 1;
    if (count % 16 === 0) await setTimeout(1);
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
  const file = { name: 'content', filename: 'file.bin', path, size: SIZE };
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
