import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Distribution } from '../../../../src/packaging/distribution.ts';
import { type UploadOutcome, uploadFile } from '../../../../src/pypi/upload/upload.ts';
import {
  type Answer,
  startAnswerServer,
  startHttpServer,
  startTcpServer,
} from '../../../wire/answer-server.ts';
import { START } from '../../../wire/fake-clock.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { makeDistribution, WHEEL } from '../../distributions.ts';
import { CHANGES } from '../../files/changes.ts';
import { ATTESTATION } from '../../sigstore/model/attestations.ts';
import { indexAt } from '../indexes.ts';

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  path = join(folder, WHEEL);
  await writeFile(path, 'bytes');
});

afterAll(() => rm(folder, { recursive: true }));

describe('uploading a file', () => {
  test('is one POST with the credentials, the form and the bytes', async () => {
    const server = await startAnswerServer([{ status: 200 }]);
    expect(await uploadTo(server.url)).toEqual({ kind: 'stored' });
    expect(server.received).toHaveLength(1);
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', url: '/legacy/' });
    expect(request?.headers).toMatchObject({
      authorization: 'Basic c2VjcmV0',
      accept: 'application/json',
      'content-length': String(request?.body.length),
      'content-type': expect.stringMatching(/^multipart\/form-data; boundary=[0-9a-f-]{36}$/),
    });
    const text = request?.body.toString() ?? '';
    expect(text).toContain(`name="content"; filename="${WHEEL}"`);
    expect(text).toContain('\r\n\r\nbytes\r\n--');
    expect(text).toContain('name="attestations"\r\n\r\n[{"version":1,');
  });

  test.each<[string, Answer, UploadOutcome]>([
    ['200', {}, { kind: 'stored' }],
    ['201', { status: 201, body: 'x' }, { kind: 'stored' }],
    [
      '204',
      { status: 204 },
      { kind: 'doubtful', reason: 'HTTP 204, which does not say that the file was stored' },
    ],
    [
      '200 in HTML, whatever its title',
      html('200 OK'),
      { kind: 'doubtful', reason: 'HTTP 200 with a page of HTML' },
    ],
    ['200 and empty HTML', { headers: { 'content-type': 'text/html' } }, { kind: 'stored' }],
    [
      '200 from a captive portal',
      html('Welcome'),
      { kind: 'doubtful', reason: 'HTTP 200 with a page of HTML' },
    ],
    [
      'File already exists',
      detail(400, "File already exists ('x', with blake2_256 hash 'y')."),
      {
        kind: 'exists',
        text: "File already exists ('x', with blake2_256 hash 'y').",
        says: 'name-or-bytes',
      },
    ],
    [
      '409',
      { status: 409, reason: 'Conflict' },
      { kind: 'exists', text: 'Conflict', says: 'name' },
    ],
    [
      'a 403 that speaks of overwriting',
      {
        status: 403,
        body: {
          errors: [
            { status: 403, message: "Not enough permissions to delete/overwrite artifact 'x'" },
          ],
        },
      },
      {
        kind: 'exists',
        text: "Not enough permissions to delete/overwrite artifact 'x'",
        says: 'name',
      },
    ],
    [
      '401',
      { status: 401, reason: 'Unauthorized' },
      { kind: 'forbidden', status: 401, text: 'Unauthorized' },
    ],
    [
      '403',
      detail(403, 'Invalid or non-existent authentication information.'),
      {
        kind: 'forbidden',
        status: 403,
        text: 'Invalid or non-existent authentication information.',
      },
    ],
    [
      'read-only mode',
      detail(403, 'Read-only mode: Uploads are temporarily disabled.'),
      {
        kind: 'unavailable',
        reason: 'HTTP 403: Read-only mode: Uploads are temporarily disabled.',
        ambiguous: false,
        garbled: false,
        retryAfterMs: undefined,
      },
    ],
    [
      'a stop of all uploads that says how long',
      {
        ...detail(
          403,
          'New uploads are temporarily disabled. See https://pypi.org/help/ for more information.',
        ),
        headers: { 'retry-after': '30' },
      },
      {
        kind: 'unavailable',
        reason:
          'HTTP 403: New uploads are temporarily disabled. See https://pypi.org/help/ for more information.',
        ambiguous: false,
        garbled: false,
        retryAfterMs: 30_000,
      },
    ],
    [
      '400',
      detail(400, 'Only one sdist may be uploaded per release.'),
      { kind: 'rejected', status: 400, text: 'Only one sdist may be uploaded per release.' },
    ],
    [
      'a text that speaks of existing files later on',
      detail(400, 'Invalid: File already exists'),
      { kind: 'rejected', status: 400, text: 'Invalid: File already exists' },
    ],
    [
      '404 with HTML',
      { status: 404, body: '<html><title>404 Not Found</title>' },
      { kind: 'rejected', status: 404, text: 'Not Found' },
    ],
    [
      '413',
      { status: 413, reason: 'Payload Too Large' },
      { kind: 'rejected', status: 413, text: 'Payload Too Large' },
    ],
    [
      'too many new projects',
      detail(429, 'Too many new projects created'),
      { kind: 'rejected', status: 429, text: 'Too many new projects created' },
    ],
    [
      '429',
      { status: 429, headers: { 'retry-after': '11' } },
      {
        kind: 'unavailable',
        reason: 'HTTP 429',
        ambiguous: true,
        garbled: false,
        retryAfterMs: 11_000,
      },
    ],
    [
      '503 with a date',
      { status: 503, headers: { 'retry-after': new Date(START + 5000).toUTCString() } },
      {
        kind: 'unavailable',
        reason: 'HTTP 503',
        ambiguous: true,
        garbled: false,
        retryAfterMs: 5000,
      },
    ],
    [
      '500',
      { status: 500, body: '<html>' },
      {
        kind: 'unavailable',
        reason: 'HTTP 500',
        ambiguous: true,
        garbled: false,
        retryAfterMs: undefined,
      },
    ],
    [
      '408',
      { status: 408 },
      {
        kind: 'unavailable',
        reason: 'HTTP 408',
        ambiguous: true,
        garbled: false,
        retryAfterMs: undefined,
      },
    ],
  ])('%s', async (_, answer, outcome) => {
    const server = await startAnswerServer([answer]);
    expect(await uploadTo(server.url)).toEqual(outcome);
    expect(server.received).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])('credentials stay, whatever %i says', async (status) => {
    const other = await startAnswerServer([{}]);
    const server = await startAnswerServer([{ status, headers: { location: other.url } }]);
    expect(await uploadTo(server.url)).toMatchObject({
      kind: 'rejected',
      status,
      text: `a redirect to ${other.url}/, which uploads do not follow`,
    });
    expect(other.received).toEqual([]);
  });

  test('a refused connection has stored nothing', async () => {
    expect(await uploadTo('http://127.0.0.1:1')).toEqual({
      kind: 'unavailable',
      reason: expect.stringMatching(/^the connection was refused \(by /),
      ambiguous: false,
      garbled: false,
      retryAfterMs: undefined,
    });
  });

  test('an answer that got lost may have stored it', async () => {
    const url = await startTcpServer((socket) => socket.once('data', () => socket.destroy()));
    expect(await uploadTo(url)).toMatchObject({
      kind: 'unavailable',
      ambiguous: true,
      garbled: false,
    });
  });

  test('an answer that is not HTTP may have stored it', async () => {
    const url = await startTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 400 Malformed\n  attestations\r\n\r\n'));
    });
    expect(await uploadTo(url)).toMatchObject({
      kind: 'unavailable',
      ambiguous: true,
      garbled: true,
      reason: expect.stringMatching(/^an answer that is not HTTP/),
    });
  });

  test.each([200, 201, 204])(
    'a %i before the file was sent is not about the file',
    async (status) => {
      const large = join(folder, 'large');
      const content = Buffer.alloc(16 * 1024 * 1024);
      await writeFile(large, content);
      const url = await startTcpServer((socket) => {
        // Reads no further than the headers: the rest of the form stays in the buffers.
        socket.once('data', () => {
          socket.pause();
          socket.write(`HTTP/1.1 ${status} OK\r\ncontent-length: 0\r\n\r\n`);
        });
      });
      expect(await uploadTo(url, { path: large, ...checked(content) })).toEqual({
        kind: 'unavailable',
        reason: `HTTP ${status} before the file was sent`,
        ambiguous: true,
        garbled: false,
        retryAfterMs: undefined,
      });
    },
  );

  test.each(CHANGES)('no complete body is sent where $what', async ({ change, reason }) => {
    const server = await startAnswerServer([{}]);
    const changed = join(await mkdtemp(join(folder, 'changed-')), WHEEL);
    await writeFile(changed, 'bytes');
    await change(changed);
    expect(await uploadTo(server.url, { path: changed })).toEqual({
      kind: 'changed',
      reason: expect.stringMatching(reason),
    });
    expect(server.received).toEqual([]);
  });

  test('a large file that changes while it is sent does not arrive whole', async () => {
    const large = join(folder, 'large');
    const content = randomBytes(4 * 1024 * 1024);
    await writeFile(large, content);
    let arrived = 0;
    let isWhole = false;
    const url = await startHttpServer(async (request) => {
      const file = await open(large, 'r+');
      await file.write(Buffer.from('other'), 0, 5, content.length - 5);
      await file.close();
      for await (const chunk of request as AsyncIterable<Buffer>) arrived += chunk.length;
      isWhole = true;
    });
    const outcome = await uploadTo(url, { path: large, ...checked(content) });
    expect(outcome).toEqual({
      kind: 'changed',
      reason: 'has other bytes than when it was checked',
    });
    expect(arrived).toBeLessThan(content.length);
    expect(isWhole).toBe(false);
  });
});

function html(title: string): Answer {
  const body = `<html>\n <head>\n  <title>${title}</title>\n </head>\n <body></body>\n</html>`;
  return { headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}

function detail(status: number, text: string): Answer {
  return { status, body: { code: `${status} ${text}`, title: 'Bad Request', message: 'long' } };
}

const checked = (content: string | Uint8Array) => ({
  size: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
});

function uploadTo(url: string, change: Partial<Distribution> = {}): Promise<UploadOutcome> {
  const distribution = makeDistribution(WHEEL, { path, ...checked('bytes'), ...change });
  const upload = { distribution, attestations: [ATTESTATION], authorization: 'Basic c2VjcmV0' };
  return uploadFile(upload, indexAt(url), wireDeps());
}
