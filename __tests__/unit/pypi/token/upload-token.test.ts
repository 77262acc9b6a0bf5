import { describe, expect, test } from '@jest/globals';
import { mintUploadToken } from '../../../../src/pypi/token/upload-token.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { requestFailureOf } from '../../../wire/failure.ts';
import { START } from '../../../wire/fake-clock.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { indexAt } from '../indexes.ts';

const TOKEN = 'pypi-AgEIcHlwaS5vcmc';
const MINTED = { success: true, token: TOKEN, expires: START / 1000 + 900 };
const REUSED = refusal('invalid-reuse-token', 'invalid token: already used');

describe('exchanging an ID token', () => {
  test('gives an upload token with its end, masked', async () => {
    const { outcome, server, deps } = await mint([{ body: MINTED }]);
    const token = { value: TOKEN, mintedAt: START, expiresAt: START + 900_000 };
    expect(outcome).toEqual({ kind: 'minted', token });
    expect(deps.log.secrets).toEqual([TOKEN]);
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/_/oidc/mint-token' });
    expect(server.received[0]?.headers['content-type']).toBe('application/json');
    expect(server.received[0]?.body.toString()).toBe('{"token":"id-1"}');
    expect(deps.log.verboses.join()).not.toContain('id-1');
  });

  test('takes a token without an end to live for 15 minutes', async () => {
    const { outcome } = await mint([{ body: { token: TOKEN } }]);
    expect(outcome).toMatchObject({ token: { expiresAt: START + 15 * 60_000 } });
  });

  test.each<[string, unknown, number]>([
    ['a time that is over', START / 1000 - 1, 900],
    ['this very moment', START / 1000, 900],
    ['null', null, 900],
    ['no number', 'soon', 900],
    ['a list', [START / 1000 + 60], 900],
    ['milliseconds', START + 60_000, 900],
    ['beyond all numbers', '1e999', 900],
    ['seconds from now', 600, 900],
    ['a fraction', START / 1000 + 60.5, 60.5],
    ['a text', String(START / 1000 + 60), 60],
    ['a text with a fraction', `${START / 1000 + 60}.25`, 60.25],
  ])('of a token that expires at %s asks once', async (_, expires, seconds) => {
    const { outcome, server } = await mint([{ body: { ...MINTED, expires } }]);
    expect(outcome).toMatchObject({ token: { expiresAt: START + seconds * 1000 } });
    expect(server.received).toHaveLength(1);
  });

  test('asks once more where a pending publisher came too late, with a new ID token', async () => {
    const late = refusal('invalid-pending-publisher', 'valid token, but project already exists');
    const { outcome, server } = await mint([late, { body: MINTED }]);
    expect(outcome.kind).toBe('minted');
    expect(server.received.map(({ body }) => body.toString())).toEqual([
      '{"token":"id-1"}',
      '{"token":"id-2"}',
    ]);
    const lasting = await mint([late]);
    expect(lasting.outcome).toMatchObject({ kind: 'refused' });
    expect(lasting.server.received).toHaveLength(2);
  });

  test('uses a new ID token for every try', async () => {
    const { outcome, server } = await mint([{ status: 500 }, { status: 503 }, { body: MINTED }]);
    expect(outcome.kind).toBe('minted');
    expect(server.received.map(({ body }) => body.toString())).toEqual([
      '{"token":"id-1"}',
      '{"token":"id-2"}',
      '{"token":"id-3"}',
    ]);
  });

  test('takes a used ID token for an answer that was lost', async () => {
    const { outcome, server } = await mint([REUSED, { body: MINTED }]);
    expect(outcome.kind).toBe('minted');
    expect(server.received[1]?.body.toString()).toBe('{"token":"id-2"}');
  });

  test.each<[string, Answer]>([
    ['HTML', { body: '<html>' }],
    ['no token', { body: { success: true } }],
    ['an empty token', { body: { token: '' } }],
    ['a token that is no text', { body: { token: 1 } }],
    ['a token that is part of every line', { body: { token: 'e' } }],
    ['a token of 15 characters', { body: { token: TOKEN.slice(0, 15) } }],
    ['a token without an end', { body: { token: 'x'.repeat(4097) } }],
    ['a token with a line break', { body: { token: `${TOKEN}\n::error::x` } }],
    ['a token with a carriage return', { body: { token: `${TOKEN}\r` } }],
    ['a token with a space', { body: { token: `Bearer ${TOKEN}` } }],
    ['a token with colours', { body: { token: `\u001b[31m${TOKEN}\u001b[0m` } }],
    ['a token of other scripts', { body: { token: `${TOKEN}\u202e\u200bé` } }],
  ])('asks again where a 200 has %s, and masks no such thing', async (_, answer) => {
    const { outcome, server, deps } = await mint([answer, { body: MINTED }]);
    expect(outcome.kind).toBe('minted');
    expect(server.received).toHaveLength(2);
    expect(deps.log.secrets).toEqual([TOKEN]);
  });

  test.each([TOKEN.slice(0, 16), `!~${'x'.repeat(4094)}`])('takes %s', async (token) => {
    expect(await mint([{ body: { token } }])).toMatchObject({
      outcome: { kind: 'minted', token: { value: token } },
    });
  });

  test('takes an ID token that is refused as used every time for a refusal', async () => {
    const { outcome, server } = await mint([REUSED]);
    expect(outcome).toEqual({
      kind: 'refused',
      status: 422,
      refusals: [{ code: 'invalid-reuse-token', description: 'invalid token: already used' }],
    });
    expect(server.received.map(({ body }) => body.toString())).toEqual([
      '{"token":"id-1"}',
      '{"token":"id-2"}',
      '{"token":"id-3"}',
    ]);
  });

  test('keeps five reasons of a refusal, and of each what fits on a screen', async () => {
    const one = { code: 'c'.repeat(400), description: 'd'.repeat(4_000) };
    const body = { message: 'Token request failed', errors: Array(50).fill(one) };
    const { outcome } = await mint([{ status: 422, body }]);
    expect(outcome).toEqual({
      kind: 'refused',
      status: 422,
      refusals: Array(5).fill({ code: 'c'.repeat(300), description: 'd'.repeat(300) }),
    });
  });

  test('gives up where garbage stays', async () => {
    const server = await startAnswerServer([{ body: '<html>' }]);
    const failure = await requestFailureOf(
      mintUploadToken(async () => 'id', indexAt(server.url), wireDeps()),
    );
    expect(failure).toMatchObject({ tries: 5, status: 200 });
  });

  test.each<[string, Answer, readonly object[]]>([
    [
      'one reason',
      refusal('invalid-publisher', 'no publisher'),
      [{ code: 'invalid-publisher', description: 'no publisher' }],
    ],
    [
      'two reasons',
      {
        status: 422,
        body: {
          message: 'Token request failed',
          errors: [
            { code: 'invalid-token', description: 'a' },
            { code: 'not-enabled', description: 'b', more: 1 },
          ],
        },
      },
      [
        { code: 'invalid-token', description: 'a' },
        { code: 'not-enabled', description: 'b' },
      ],
    ],
    [
      'a message only',
      { status: 403, body: { message: 'not enabled' } },
      [{ code: 'unknown', description: 'not enabled' }],
    ],
    [
      'no reasons in a list',
      { status: 422, body: { message: 'Token request failed', errors: [] } },
      [{ code: 'unknown', description: 'Token request failed' }],
    ],
    ['reasons of another shape', { status: 422, body: { errors: ['x'] } }, []],
    ['HTML', { status: 404, body: '<html>' }, []],
    ['nothing', { status: 422 }, []],
  ])('is refused with %s, and not asked again', async (_, answer, refusals) => {
    const { outcome, server } = await mint([answer]);
    expect(outcome).toEqual({ kind: 'refused', status: answer.status, refusals });
    expect(server.received).toHaveLength(1);
  });

  test('follows no redirect', async () => {
    const other = await startAnswerServer([{ body: MINTED }]);
    const { outcome } = await mint([{ status: 307, headers: { location: other.url } }]);
    expect(outcome).toMatchObject({ kind: 'refused', status: 307 });
    expect(other.received).toEqual([]);
  });
});

function refusal(code: string, description: string): Answer {
  const body = { message: 'Token request failed', errors: [{ code, description }] };
  return { status: 422, body };
}

async function mint(answers: readonly Answer[]) {
  const server = await startAnswerServer(answers);
  const deps = wireDeps();
  let count = 0;
  const idToken = async () => {
    count += 1;
    return `id-${count}`;
  };
  const outcome = await mintUploadToken(idToken, indexAt(server.url), deps);
  return { outcome, server, deps };
}
