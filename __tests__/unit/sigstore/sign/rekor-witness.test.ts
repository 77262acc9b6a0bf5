import { describe, expect, test } from '@jest/globals';
import { EntryConflict, RekorWitness } from '../../../../src/sigstore/sign/rekor-witness.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';

const UUID = `00000000005796c6${'ab'.repeat(32)}`;
const ENTRY = {
  attestation: {},
  body: Buffer.from('{"spec":{"signatures":[{"signature":"c2lnbmF0dXJl"}]}}').toString('base64'),
  integratedTime: 1_790_000_000,
  logID: 'c0ffee',
  logIndex: 0,
  verification: {
    signedEntryTimestamp: 'MEUC',
    inclusionProof: {
      checkpoint: 'rekor\n1\nAAAA\n\n— rekor AAAA\n',
      hashes: ['00ff'],
      logIndex: 0,
      rootHash: 'abcd',
      treeSize: 1,
    },
  },
};
const CREATED: Answer = { status: 201, body: { [UUID]: ENTRY } };
const PLACE = `/api/v1/log/entries/${UUID}`;
const FOUND: Answer = { status: 200, body: { [UUID]: ENTRY } };

/** Envelopes are logged as they are: nothing here depends on what was signed. */
const CONTENT = {
  $case: 'dsseEnvelope' as const,
  dsseEnvelope: {
    payload: Buffer.from('{}'),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: Buffer.from('signature'), keyid: '' }],
  },
};

describe('logging an envelope in Rekor', () => {
  test('proposes a dsse entry with the envelope and the certificate', async () => {
    const { outcome, server } = await testify([CREATED]);
    const { tlogEntries } = await outcome;
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/api/v1/log/entries' });
    expect(JSON.parse(server.received[0]?.body.toString() ?? '')).toEqual({
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        proposedContent: {
          envelope: JSON.stringify({
            payload: 'e30=',
            payloadType: 'application/vnd.in-toto+json',
            signatures: [{ sig: 'c2lnbmF0dXJl' }],
          }),
          verifiers: [Buffer.from('PEM').toString('base64')],
        },
      },
    });
    expect(tlogEntries).toEqual([
      {
        logIndex: '0',
        logId: { keyId: Buffer.from('c0ffee', 'hex') },
        kindVersion: { kind: 'dsse', version: '0.0.1' },
        integratedTime: '1790000000',
        inclusionPromise: { signedEntryTimestamp: Buffer.from('MEUC', 'base64') },
        inclusionProof: {
          logIndex: '0',
          treeSize: '1',
          rootHash: Buffer.from('abcd', 'hex'),
          hashes: [Buffer.from('00ff', 'hex')],
          checkpoint: { envelope: ENTRY.verification.inclusionProof.checkpoint },
        },
        canonicalizedBody: Buffer.from(ENTRY.body, 'base64'),
      },
    ]);
  });

  test.each<[string, Answer]>([
    ['Location', { status: 409, headers: { location: PLACE } }],
    [
      'Location with another host, which is not asked',
      { status: 409, headers: { location: `https://evil.example${PLACE}` } },
    ],
    [
      'the message only',
      { status: 409, body: { code: 409, message: `an equivalent entry exists with UUID ${UUID}` } },
    ],
    [
      'the message, beside a Location without it',
      {
        status: 409,
        headers: { location: '/api/v1/log' },
        body: { code: 409, message: `exists with UUID ${UUID}` },
      },
    ],
  ])('fetches an entry that is there already, by %s', async (_, conflict) => {
    const { outcome, server } = await testify([conflict, FOUND]);
    expect((await outcome).tlogEntries).toHaveLength(1);
    expect(server.received.map(({ method, url }) => [method, url])).toEqual([
      ['POST', '/api/v1/log/entries'],
      ['GET', PLACE],
    ]);
  });

  test('finds an entry whose answer was lost', async () => {
    const conflict = { status: 409, headers: { location: PLACE } };
    const { outcome, server } = await testify([{ status: 504 }, conflict, FOUND]);
    expect((await outcome).tlogEntries).toHaveLength(1);
    expect(server.received).toHaveLength(3);
  });

  test.each<[string, Answer]>([
    ['503', { status: 503 }],
    ['429', { status: 429, headers: { 'retry-after': '3' } }],
    ['HTML', { status: 201, body: '<html>' }],
    ['an entry without a proof', { status: 201, body: { [UUID]: withoutProof() } }],
    ['an entry of another shape', { status: 201, body: { [UUID]: [ENTRY] } }],
    ['no entry', { status: 201, body: {} }],
    ['a time of zero', created({ integratedTime: 0 })],
    ['a time that is not valid', created({ integratedTime: 1.5 })],
    ['an empty body', created({ body: '' })],
    ['an empty promise', createdWith({ signedEntryTimestamp: '' })],
    ['an index that is not valid', created({ logIndex: -1 })],
    ['an index beyond all numbers', created({ logIndex: 2 ** 60 })],
    ['a log that is no hex', created({ logID: 'xyz' })],
  ])('tries again after %s', async (_, answer) => {
    const { outcome, server } = await testify([answer, CREATED]);
    expect((await outcome).tlogEntries).toHaveLength(1);
    expect(server.received).toHaveLength(2);
  });

  test.each<[string, readonly Answer[], string]>([
    [
      'Rekor refuses it',
      [{ status: 400, body: { code: 400, message: 'error processing entry' } }],
      'Rekor refused the entry: HTTP 400, error processing entry.',
    ],
    ['Rekor is elsewhere', [{ status: 302, headers: { location: '/x' } }], 'HTTP 302'],
    ['Rekor is down', [{ status: 503 }], 'HTTP 503'],
    ['Rekor sends garbage for ever', [{ status: 201, body: 'x' }], 'a body that it never sends'],
  ])('is an error where %s', async (_, answers, words) => {
    const { outcome } = await testify(answers);
    const error = await publishErrorOf(outcome);
    expect(error.code).toBe('transparency-log-unavailable');
    expect(error.message).toContain(words);
  });
});

describe('an entry that is there already and cannot be read', () => {
  const CONFLICT: Answer = { status: 409, headers: { location: PLACE } };

  test.each<[string, readonly Answer[], string]>([
    ['nobody says where', [{ status: 409 }], 'does not say where'],
    ['it is not found', [CONFLICT, { status: 404 }], 'HTTP 404'],
    ['Rekor is down', [CONFLICT, { status: 503 }], 'HTTP 503'],
    ['it is refused', [CONFLICT, { status: 403 }], 'HTTP 403'],
    ['it is garbage', [CONFLICT, { status: 200, body: '<html>' }], 'a body that it never sends'],
    [
      'it is of another signature',
      [CONFLICT, { status: 200, body: { [UUID]: { ...ENTRY, body: 'eyJraW5kIjoiZHNzZSJ9' } } }],
      'another signature',
    ],
  ])('asks for a new signature soon where %s', async (_, answers, words) => {
    const { outcome, deps } = await testify(answers);
    const error = await outcome.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof EntryConflict)) throw error;
    expect(error.unavailable.code).toBe('transparency-log-unavailable');
    expect(error.unavailable.message).toContain(words);
    expect(deps.clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(10_000);
  });
});

function created(change: object): Answer {
  return { status: 201, body: { [UUID]: { ...ENTRY, ...change } } };
}

function createdWith(change: object): Answer {
  return created({ verification: { ...ENTRY.verification, ...change } });
}

function withoutProof(): object {
  return { ...ENTRY, verification: { signedEntryTimestamp: 'MEUC' } };
}

async function testify(answers: readonly Answer[]) {
  const server = await startAnswerServer(answers);
  const deps = wireDeps();
  const witness = new RekorWitness({ url: server.url, budgetMs: 600_000 }, deps);
  const outcome = witness.testify(CONTENT, 'PEM');
  outcome.catch(() => {});
  return { outcome, server, deps };
}
