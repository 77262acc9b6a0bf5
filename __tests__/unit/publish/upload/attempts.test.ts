import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type UploadEnd, uploadUntilDone } from '../../../../src/publish/upload/attempts.ts';
import type { UploadCredentials } from '../../../../src/publish/upload/credentials.ts';
import type { TryOutcome } from '../../../../src/publish/upload/upload-concurrency.ts';
import type { IndexProfile } from '../../../../src/pypi/index-profile.ts';
import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';
import {
  type Answer,
  type AnswerServer,
  startAnswerServer,
  startTcpServer,
} from '../../../wire/answer-server.ts';
import { type WireDeps, wireDeps } from '../../../wire/wire-deps.ts';
import { makeDistribution, WHEEL } from '../../distributions.ts';
import { indexAt } from '../../pypi/indexes.ts';
import { ATTESTATION } from '../../sigstore/model/attestations.ts';

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  path = join(folder, WHEEL);
  await writeFile(path, 'bytes');
});

afterAll(() => rm(folder, { recursive: true }));

const MINUTE = 60_000;
const READ_ONLY = refusal(403, 'Read-only mode: Uploads are temporarily disabled.');
const EXISTS = refusal(400, "File already exists ('x', with blake2_256 hash 'y').");
const SHA256 = createHash('sha256').update('bytes').digest('hex');
const THERE = page(SHA256);
const OTHER = page('cd'.repeat(32));

function refusal(status: number, text: string): Answer {
  return { status, body: { code: `${status} ${text}` } };
}

/** A page of the Simple API that lists the wheel with this hash. */
function page(sha256: string | undefined, filename = WHEEL): Answer {
  const file = { filename, url: 'x', hashes: sha256 === undefined ? {} : { sha256 } };
  return { body: { meta: { 'api-version': '1.4' }, name: 'widget', files: [file] } };
}

const NOT_THERE: Answer = { status: 404 };

/** An index that answers uploads one after the other, the last one for ever. */
function startIndex(uploads: readonly Answer[], listed: Answer = NOT_THERE): Promise<AnswerServer> {
  let count = 0;
  return startAnswerServer(({ method }) => {
    if (method !== 'POST') return listed;
    count += 1;
    return uploads[Math.min(count, uploads.length) - 1] ?? {};
  });
}

interface Setting {
  readonly budgetMs?: number;
  readonly attestations?: readonly Attestation[];
  readonly renewals?: readonly string[];
  readonly chance?: number;
  readonly index?: Partial<IndexProfile>;
  readonly warnings?: readonly string[];
  readonly othersStored?: () => number;
}

async function upload(
  url: string,
  {
    budgetMs = 10 * MINUTE,
    attestations = [],
    renewals = [],
    chance = 0.5,
    index = {},
    ...rest
  }: Setting = {},
): Promise<{ end: UploadEnd; deps: WireDeps; outcomes: readonly TryOutcome[] }> {
  const outcomes: TryOutcome[] = [];
  const wire = wireDeps();
  wire.clock.chance = chance;
  const deps = {
    ...wire,
    idTokenEndpoint: undefined,
    cancellation: NOT_CANCELLED,
    githubApi: undefined,
    runContext: CONTEXT,
    close: async () => undefined,
  };
  const left = [...renewals];
  let current = 'Basic first';
  const credentials: UploadCredentials = {
    authorization: async () => current,
    async renewed() {
      const next = left.shift();
      current = next ?? current;
      return next;
    },
    giveBack: async () => undefined,
  };
  const file = {
    distribution: makeDistribution(WHEEL, { path, size: 5, sha256: SHA256 }),
    attestations,
    budgetMs,
  };
  const end = await uploadUntilDone(
    {
      ...file,
      index: indexAt(url, index),
      warnings: rest.warnings ?? [],
      othersStored: rest.othersStored ?? (() => 0),
      onProgress: () => undefined,
      slot: {
        async attempt(send, outcome) {
          const result = await send();
          outcomes.push(outcome(result));
          return result;
        },
      },
    },
    credentials,
    deps,
  );
  return { end, deps: wire, outcomes };
}

const NOT_CANCELLED = {
  requested: new AbortController().signal,
  final: new AbortController().signal,
};

const CONTEXT = {
  isGithubJob: true,
  eventName: 'release',
  repository: 'acme/widget',
  workflowRef: undefined,
  ref: undefined,
  headRepository: undefined,
};

const uploadsOf = ({ received }: AnswerServer) =>
  received.filter(({ method }) => method === 'POST').length;

describe('trouble that passes', () => {
  test.each([
    ['the die', {}],
    ['Retry-After: 0', { headers: { 'retry-after': '0' } }],
    ['a date that is over', { headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' } }],
  ])('is never tried again at once, whatever %s says', async (_, asked) => {
    const index = await startIndex([{ status: 503, ...asked }]);
    const { end, deps, outcomes } = await upload(index.url, { chance: 0, budgetMs: 5000 });
    expect(outcomes).toEqual(Array(11).fill('unavailable'));
    expect(end).toEqual({ kind: 'failed', code: 'upload-failed', reason: 'HTTP 503, 11 times' });
    expect(uploadsOf(index)).toBe(11);
    expect(deps.clock.waits.filter((ms) => ms === 500)).toHaveLength(10);
  });

  test('is waited out as long as Retry-After asks', async () => {
    const index = await startIndex([{ status: 429, headers: { 'retry-after': '77' } }, {}]);
    const { end, deps } = await upload(index.url);
    expect(end.kind).toBe('uploaded');
    expect(deps.clock.waits).toContain(77_000);
  });

  test('is given up at once where Retry-After asks for more than there is', async () => {
    const index = await startIndex([{ status: 503, headers: { 'retry-after': '86400' } }]);
    const { end } = await upload(index.url);
    expect(end).toEqual({ kind: 'failed', code: 'upload-failed', reason: 'HTTP 503' });
    expect(uploadsOf(index)).toBe(1);
  });

  test('is not uploaded again where the index has it', async () => {
    const index = await startIndex([{ status: 502 }], THERE);
    const { end } = await upload(index.url);
    expect(end).toMatchObject({ kind: 'uploaded', note: expect.stringContaining('HTTP 502') });
    expect(uploadsOf(index)).toBe(1);
  });

  test('is a read-only mode, which renews no credentials and asks nothing about the file', async () => {
    const index = await startIndex([READ_ONLY, READ_ONLY, {}]);
    const { end } = await upload(index.url, { renewals: ['Basic second'] });
    expect(end).toEqual({ kind: 'uploaded', note: undefined });
    expect(index.received.map(({ headers }) => headers.authorization)).toEqual(
      Array(3).fill('Basic first'),
    );
  });

  test('is not the fault of credentials where a read-only mode stays', async () => {
    const index = await startIndex([READ_ONLY]);
    const { end } = await upload(index.url);
    expect(end).toMatchObject({
      kind: 'failed',
      code: 'upload-failed',
      reason: expect.stringMatching(/^HTTP 403: Read-only mode: .*, \d+ times$/),
    });
    expect(uploadsOf(index)).toBeGreaterThan(5);
  });
});

describe('a 200 from somebody else', () => {
  const PORTAL: Answer = {
    headers: { 'content-type': 'text/html' },
    body: '<html><head><title>Log in</title></head></html>',
  };

  test('is no success: the file is sent again', async () => {
    const index = await startIndex([PORTAL, {}]);
    const { end } = await upload(index.url);
    expect(end).toEqual({ kind: 'uploaded', note: undefined });
    expect(uploadsOf(index)).toBe(2);
  });

  test('is a success where the index has the file', async () => {
    const index = await startIndex([PORTAL], THERE);
    const { end } = await upload(index.url);
    expect(end).toMatchObject({ kind: 'uploaded', note: expect.stringContaining('page of HTML') });
    expect(uploadsOf(index)).toBe(1);
  });

  test('for ever is a failure', async () => {
    const index = await startIndex([PORTAL]);
    const { end } = await upload(index.url, { budgetMs: 3000 });
    expect(end).toMatchObject({
      kind: 'failed',
      code: 'upload-failed',
      reason: expect.stringMatching(/^HTTP 200 with a page of HTML, \d+ times$/),
    });
  });
});

describe('success by the status, and no word that the file was stored', () => {
  const ACCEPTED: Answer = { status: 202 };
  const WITHOUT_HASH = page(undefined);

  test.each<[string, Answer, Partial<IndexProfile>]>([
    ['cannot be queried', NOT_THERE, { simpleUrl: undefined }],
    ['lists the name without its SHA-256', WITHOUT_HASH, {}],
  ])('is unconfirmed, and not sent again, where the index %s', async (_, listed, change) => {
    const index = await startIndex([ACCEPTED], listed);
    const { end, outcomes } = await upload(index.url, { index: change });
    expect(end).toEqual({
      kind: 'unconfirmed',
      reason: 'HTTP 202, which does not say that the file was stored',
    });
    expect([uploadsOf(index), outcomes]).toEqual([1, ['other']]);
  });

  test('is success where the index lists the file', async () => {
    const index = await startIndex([ACCEPTED], THERE);
    const { end } = await upload(index.url);
    expect(end).toMatchObject({ kind: 'uploaded', note: expect.stringContaining('HTTP 202') });
  });

  test('is a failure where the index never lists the file', async () => {
    const index = await startIndex([ACCEPTED], NOT_THERE);
    const { end } = await upload(index.url, { budgetMs: 3000 });
    expect(end).toMatchObject({
      kind: 'failed',
      code: 'upload-failed',
      reason: expect.stringMatching(/^HTTP 202, which does not say .*, \d+ times$/),
    });
  });

  test('is a failure that may be there where the index does not answer', async () => {
    const index = await startIndex([ACCEPTED], { status: 503 });
    const { end } = await upload(index.url, { budgetMs: 0 });
    expect(end).toMatchObject({ kind: 'failed', code: 'upload-failed', isUncertain: true });
  });

  test('is a conflict where the index lists other bytes', async () => {
    const index = await startIndex([ACCEPTED], OTHER);
    const { end } = await upload(index.url);
    expect(end).toMatchObject({ kind: 'conflict', has: 'other-bytes' });
  });
});

describe('a failure after an answer was lost', () => {
  const BUSY: Answer = { status: 503 };

  /** An index whose list answers in turn, the last answer for ever. */
  async function failAfter(listed: readonly Answer[], uploads: readonly Answer[], budgetMs = 0) {
    let lists = 0;
    let count = 0;
    const next = (answers: readonly Answer[], at: number) =>
      answers[Math.min(at, answers.length - 1)] ?? {};
    const index = await startAnswerServer(({ method }) =>
      method === 'POST' ? next(uploads, count++) : next(listed, lists++),
    );
    return { index, ...(await upload(index.url, { budgetMs })) };
  }

  test('asks the index once more, and finds the file', async () => {
    const { end, index } = await failAfter([BUSY, BUSY, THERE], [BUSY]);
    expect(end).toEqual({ kind: 'uploaded', note: 'an earlier try had stored it' });
    expect(uploadsOf(index)).toBe(1);
  });

  test('asks the index once more, and the file is not there', async () => {
    const { end } = await failAfter([BUSY, BUSY, NOT_THERE], [BUSY]);
    expect(end).toMatchObject({ kind: 'failed', reason: 'HTTP 503', isUncertain: false });
  });

  test('says that it is uncertain where the index stays silent', async () => {
    const { end } = await failAfter([BUSY], [BUSY]);
    expect(end).toMatchObject({ kind: 'failed', code: 'upload-failed', isUncertain: true });
  });

  test('is certain where the index denied the file', async () => {
    const { end } = await failAfter([NOT_THERE], [BUSY]);
    expect(end).toEqual({ kind: 'failed', code: 'upload-failed', reason: 'HTTP 503' });
  });

  test('may be that the name is there, with bytes that cannot be told', async () => {
    const { end } = await failAfter([BUSY], [BUSY, { status: 409 }], MINUTE);
    expect(end).toMatchObject({ kind: 'failed', code: 'upload-failed', isUncertain: true });
  });

  test('finds other bytes at once', async () => {
    const { end, index } = await failAfter([OTHER], [BUSY], MINUTE);
    expect(end).toMatchObject({ kind: 'conflict' });
    expect(uploadsOf(index)).toBe(1);
  });
});

describe('an answer that is not HTTP', () => {
  const startGarbling = async (until: number) => {
    const seen = { uploads: 0 };
    const url = await startTcpServer((socket) => {
      let text = '';
      socket.on('data', (data) => {
        text += data.toString('latin1');
        // The form ends with the last boundary: before that an answer would be too early.
        const isUpload = text.startsWith('POST ');
        if (isUpload && !text.endsWith('--\r\n')) return;
        if (isUpload) seen.uploads += 1;
        const line = isUpload && seen.uploads <= until ? '400 Malformed\n  attestations' : '200 OK';
        const status = isUpload ? line : '404 Not Found';
        socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      });
    });
    return { url, seen };
  };

  test('is a refusal when it comes twice, with the hint for attestations', async () => {
    const { url, seen } = await startGarbling(Number.POSITIVE_INFINITY);
    const { end } = await upload(url, { attestations: [ATTESTATION] });
    expect(end).toMatchObject({
      kind: 'failed',
      code: 'upload-rejected',
      reason: expect.stringMatching(/^an answer that is not HTTP.*attestations as malformed$/),
    });
    expect(seen.uploads).toBe(2);
  });

  test('has no hint where no attestations were sent', async () => {
    const { url } = await startGarbling(Number.POSITIVE_INFINITY);
    const { end } = await upload(url);
    expect(end).toMatchObject({ code: 'upload-rejected' });
    expect(end).not.toMatchObject({ reason: expect.stringContaining('attestations') });
  });

  test('is told with what the file was warned of first', async () => {
    const { url } = await startGarbling(Number.POSITIVE_INFINITY);
    const warnings = ['its Provides-Dist is no name [requirement]'];
    const { end } = await upload(url, { attestations: [ATTESTATION], warnings });
    expect(end).toMatchObject({
      code: 'upload-rejected',
      reason: expect.stringMatching(/warned of: its Provides-Dist is no name .* malformed$/),
    });
  });

  test('is tried again once', async () => {
    const { url, seen } = await startGarbling(1);
    const { end } = await upload(url, { attestations: [ATTESTATION] });
    expect(end).toEqual({ kind: 'uploaded', note: undefined });
    expect(seen.uploads).toBe(2);
  });
});

describe('a 502 of a gateway', () => {
  const BAD_GATEWAY: Answer = { status: 502 };

  /** An index that stores another file whenever this one gets its 502. */
  const others = (index: AnswerServer) => () => uploadsOf(index);

  test('that repeats for one file while others are stored is about that file', async () => {
    const index = await startIndex([BAD_GATEWAY]);
    const warnings = ['its Provides-Dist is no name [requirement]'];
    const { end } = await upload(index.url, { othersStored: others(index), warnings });
    expect(end).toMatchObject({
      kind: 'failed',
      code: 'upload-rejected',
      reason: expect.stringMatching(
        /^HTTP 502, 4 times, while 3 other files were stored\. Most likely .*Provides-Dist/,
      ),
    });
    expect(uploadsOf(index)).toBe(4);
  });

  test('that repeats while nothing is stored is an outage', async () => {
    const index = await startIndex([BAD_GATEWAY]);
    const { end } = await upload(index.url, { budgetMs: 20_000, othersStored: () => 5 });
    expect(end).toMatchObject({ kind: 'failed', code: 'upload-failed' });
    expect(uploadsOf(index)).toBeGreaterThan(4);
  });

  test('among others is passing trouble', async () => {
    const busy: Answer = { status: 503 };
    const index = await startIndex([BAD_GATEWAY, BAD_GATEWAY, BAD_GATEWAY, busy, BAD_GATEWAY, {}]);
    const { end } = await upload(index.url, { othersStored: others(index) });
    expect(end.kind).toBe('uploaded');
  });
});

describe('a file that exists', () => {
  test.each([
    ['with our bytes', THERE, 'identical', undefined, ''],
    ['with other bytes', OTHER, 'conflict', 'other-bytes', ', with other bytes'],
    ['on no page', NOT_THERE, 'conflict', 'not-listed', 'lists neither a file of this name nor'],
    ['on a page that fails', { status: 500 }, 'conflict', 'not-listed', 'could not be read'],
    [
      'on a page that is not valid',
      { body: '<html>' },
      'conflict',
      'not-listed',
      'could not be read',
    ],
    [
      'with our bytes under another name',
      page(SHA256, 'widget-1.0-1-py3-none-any.whl'),
      'conflict',
      'other-name',
      'has these bytes under the name widget-1.0-1-py3-none-any.whl',
    ],
  ])('%s', async (_, listed, kind, has, words) => {
    const index = await startIndex([EXISTS], listed);
    const { end } = await upload(index.url);
    expect(end.kind).toBe(kind);
    if (end.kind === 'conflict') {
      expect(end.reason).toMatch(/^File already exists/);
      expect(end.reason).toContain(words);
      expect(end.has).toBe(has);
    }
    expect(uploadsOf(index)).toBe(1);
  });

  test('by the words of PyPI, on an index that cannot be queried', async () => {
    const index = await startIndex([EXISTS]);
    const { end } = await upload(index.url, { index: { simpleUrl: undefined } });
    expect(end).toMatchObject({ kind: 'conflict', has: 'unknown-bytes' });
  });

  test.each([
    ['with our bytes', THERE, 'identical', undefined],
    ['with other bytes', OTHER, 'conflict', 'other-bytes'],
    ['on no page', NOT_THERE, 'conflict', 'unknown-bytes'],
    ['on a page that fails', { status: 500 }, 'conflict', 'unknown-bytes'],
  ])('on an index that refuses the same bytes, too, %s', async (_, listed, kind, has) => {
    const index = await startIndex([{ status: 409, reason: 'Conflict' }], listed);
    const { end } = await upload(index.url);
    expect(end.kind).toBe(kind);
    if (end.kind === 'conflict') {
      expect(end.has).toBe(has);
      expect(end.reason).toMatch(has === 'other-bytes' ? /, with other bytes$/ : /cannot be told$/);
    }
  });

  test('since a try before is uploaded', async () => {
    let uploads = 0;
    const index = await startAnswerServer(({ method }) => {
      if (method === 'POST') uploads += 1;
      if (method === 'POST') return uploads === 1 ? { status: 500 } : EXISTS;
      return uploads === 1 ? NOT_THERE : THERE;
    });
    const { end } = await upload(index.url);
    expect(end).toEqual({ kind: 'uploaded', note: 'an earlier try had stored it' });
  });

  test('by a 409 without a word has a reason too', async () => {
    const index = await startIndex([{ status: 409, reason: ' ' }]);
    const { end } = await upload(index.url);
    expect(end).toEqual({
      kind: 'conflict',
      reason: 'the index has this file. Whether it has these very bytes cannot be told',
      has: 'unknown-bytes',
    });
  });
});

describe('a refusal', () => {
  test('of credentials is tried once with others', async () => {
    const index = await startIndex([refusal(403, 'Invalid API Token')]);
    const { end } = await upload(index.url, { renewals: ['Basic second', 'Basic third'] });
    expect(end).toEqual({
      kind: 'failed',
      code: 'upload-forbidden',
      reason: 'HTTP 403: Invalid API Token',
    });
    expect(index.received.map(({ headers }) => headers.authorization)).toEqual([
      'Basic first',
      'Basic second',
    ]);
  });

  test('of a project that nobody announced is about the publisher', async () => {
    const text =
      'Non-user identities cannot create new projects. This was probably caused by successfully using a pending publisher but specifying the project name incorrectly.';
    const index = await startIndex([refusal(400, text)]);
    const { end } = await upload(index.url);
    expect(end).toEqual({ kind: 'failed', code: 'invalid-publisher', reason: `HTTP 400: ${text}` });
  });

  test('of anything else is told as the index tells it', async () => {
    const index = await startIndex([refusal(400, 'Invalid classifier.')]);
    const { end } = await upload(index.url);
    expect(end).toEqual({
      kind: 'failed',
      code: 'upload-rejected',
      reason: 'HTTP 400: Invalid classifier.',
    });
    expect(uploadsOf(index)).toBe(1);
  });
});
