import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import busboy from 'busboy';
import * as fc from 'fast-check';
import { type MultipartBody, multipartBody } from '../../src/http/multipart.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multipart-'));
});

afterAll(() => rm(folder, { recursive: true }));

const BOUNDARY = 'd41d8cd9-8f00-4204-a980-0998ecf8427e';

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\r', '\n', '-', '--', '"', `--${BOUNDARY.slice(0, -1)}`, 'x'),
  }),
);
const field = fc.tuple(fc.constantFrom('name', 'classifiers', 'description', ':action'), value);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constant(Buffer.from(`\r\n--${BOUNDARY.slice(0, -1)}\r\n`)),
);

describe('a multipart body', () => {
  test('gives another parser the same fields in the same order, and the same bytes', async () => {
    const path = join(folder, 'content');
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 8 }), bytes, async (fields, content) => {
        await writeFile(path, content);
        const file = { name: 'content', filename: 'a-1.tar.gz', path, ...checked(content) };
        const body = multipartBody(fields, file, BOUNDARY);
        const parsed = await parse(body);
        expect(parsed.fields).toEqual(fields);
        expect(parsed.files).toEqual([['content', 'a-1.tar.gz', Buffer.from(content)]]);
        expect(parsed.length).toBe(body.byteLength);
      }),
    );
  });
});

const checked = (content: Uint8Array) => ({
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});

interface Parsed {
  readonly fields: [string, string][];
  readonly files: [name: string, filename: string | undefined, bytes: Buffer][];
  /** Bytes that went in. */
  readonly length: number;
}

async function parse(body: MultipartBody): Promise<Parsed> {
  const fields: [string, string][] = [];
  const files: Parsed['files'] = [];
  let length = 0;
  const parser = busboy({ headers: { 'content-type': body.contentType } });
  parser.on('field', (name, text) => void fields.push([name, text]));
  parser.on('file', (name, stream, { filename }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
    stream.on('end', () => void files.push([name, filename, Buffer.concat(chunks)]));
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('close', resolve).on('error', reject);
    Readable.from(body.chunks(), { objectMode: false })
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
      })
      .on('error', reject)
      .pipe(parser);
  });
  return { fields, files, length };
}
