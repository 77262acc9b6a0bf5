import { describe, expect, test } from '@jest/globals';
import { requestIdToken } from '../../../src/github/id-token.ts';
import { type AnswerServer, startAnswerServer } from '../../wire/answer-server.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { wireDeps } from '../../wire/wire-deps.ts';
import { CLAIMS, makeIdToken } from './id-tokens.ts';

const REQUEST_TOKEN = 'request-token';

describe('asking for an ID token', () => {
  test('asks once, for the audience, with the request token', async () => {
    const raw = makeIdToken({ ...CLAIMS, aud: 'a b&c=d' });
    const server = await startAnswerServer([{ body: { count: 1, value: raw } }]);
    const deps = wireDeps();
    const token = await requestIdToken('a b&c=d', at(server, '/x?api-version=2.0'), deps);
    expect(token.raw).toBe(raw);
    expect(token.claims.repository).toBe('acme/widget');
    expect(server.received).toHaveLength(1);
    const url = new URL(server.received[0]?.url ?? '', server.url);
    expect([...url.searchParams]).toEqual([
      ['api-version', '2.0'],
      ['audience', 'a b&c=d'],
    ]);
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${REQUEST_TOKEN}`);
  });

  test('masks the token, also one that it then refuses', async () => {
    const server = await startAnswerServer([{ body: { value: 'not.a.jwt' } }]);
    const deps = wireDeps();
    const error = await publishErrorOf(requestIdToken('pypi', at(server), deps));
    expect(deps.log.secrets).toEqual(['not.a.jwt']);
    expect(error.code).toBe('id-token-unavailable');
    expect(error.message).not.toContain('not.a.jwt');
  });

  test.each([
    ['opaque', 'opaque-text-in-place-of-a-token'],
    ['one letter', 'e'],
    ['empty', ''],
    ['of two lines', `${makeIdToken(CLAIMS)}\n::error::x`],
    ['coloured', `\u001b[31m${makeIdToken(CLAIMS)}`],
    ['of 17,000 characters', `a.${'b'.repeat(17_000)}.c`],
  ])('refuses one that is %s at once, and neither masks nor repeats it', async (_, value) => {
    const server = await startAnswerServer([{ body: { value } }]);
    const deps = wireDeps();
    const error = await publishErrorOf(requestIdToken('pypi', at(server), deps));
    expect(error.code).toBe('id-token-unavailable');
    expect(error.message).toMatch(/answered with something else\.$/);
    expect(deps.log.secrets).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  test.each([['sigstore'], [['pypi', 'sigstore']], [[]], ['Pypi'], ['']])(
    'refuses one for the audience %j, masked',
    async (aud) => {
      const value = makeIdToken({ ...CLAIMS, aud });
      const server = await startAnswerServer([{ body: { value } }]);
      const deps = wireDeps();
      const error = await publishErrorOf(requestIdToken('pypi', at(server), deps));
      expect(error.code).toBe('id-token-unavailable');
      expect(error.message).toContain('another audience than pypi');
      expect(deps.log.secrets).toEqual([value]);
      expect(server.received).toHaveLength(1);
    },
  );

  test('takes a list of one audience for that audience', async () => {
    const value = makeIdToken({ ...CLAIMS, aud: ['pypi'] });
    const server = await startAnswerServer([{ body: { value } }]);
    expect((await requestIdToken('pypi', at(server), wireDeps())).raw).toBe(value);
  });

  test.each(['a\nb', 'a\r\nX-Injected: 1', 'a b', 'a\u0000', 'tökén'])(
    'sends the request token %j nowhere, and calls it a configuration error',
    async (requestToken) => {
      const server = await startAnswerServer([{ status: 500 }]);
      const deps = wireDeps();
      const error = await publishErrorOf(
        requestIdToken('pypi', { url: server.url, requestToken }, deps),
      );
      expect(error.code).toBe('invalid-configuration');
      expect(error.message).toContain('ACTIONS_ID_TOKEN_REQUEST_TOKEN');
      expect(`${error.message}${error.remedy}`).not.toContain(requestToken);
      expect(server.received).toEqual([]);
    },
  );

  test('waits out trouble, also an answer without a token', async () => {
    const server = await startAnswerServer([
      { status: 500 },
      { body: '<html>' },
      { body: { value: null } },
      { body: { value: makeIdToken(CLAIMS) } },
    ]);
    const deps = wireDeps();
    await requestIdToken('pypi', at(server), deps);
    expect(server.received).toHaveLength(4);
    expect(deps.clock.waits).toHaveLength(3);
  });

  test('gives up when the budget is spent, and says whose trouble it is', async () => {
    const server = await startAnswerServer([{ status: 503 }]);
    const error = await publishErrorOf(requestIdToken('pypi', at(server), wireDeps(), 10_000));
    expect(error.code).toBe('id-token-unavailable');
    expect(error.message).toMatch(
      /^GitHub's ID-token service \(127\.0\.0\.1:\d+\) did not respond/,
    );
    expect(error.remedy).toContain('githubstatus.com');
  });

  test.each([401, 403, 404])('%i is about the request, and not asked again', async (status) => {
    const server = await startAnswerServer([{ status }]);
    const error = await publishErrorOf(requestIdToken('pypi', at(server), wireDeps()));
    expect(error.message).toContain(`answered HTTP ${status}`);
    expect(error.remedy).toContain('ACTIONS_ID_TOKEN_REQUEST_');
    expect(server.received).toHaveLength(1);
  });

  test.each(['http://tokens.example/?x=1', 'not a URL', ''])(
    'sends the request token nowhere for the endpoint "%s"',
    async (url) => {
      const deps = wireDeps();
      const error = await publishErrorOf(
        requestIdToken('pypi', { url, requestToken: REQUEST_TOKEN }, deps),
      );
      expect(error.code).toBe('id-token-unavailable');
      expect(error.remedy).toContain('ACTIONS_ID_TOKEN_REQUEST_');
      expect(deps.log.verboses).toEqual([]);
    },
  );

  test('the request token is in no log line and no message', async () => {
    const server = await startAnswerServer([{ status: 503 }]);
    const deps = wireDeps();
    const error = await publishErrorOf(requestIdToken('pypi', at(server), deps, 1000));
    const shown = [...deps.log.verboses, ...deps.log.infos, error.message, error.remedy].join('\n');
    expect(shown).not.toContain(REQUEST_TOKEN);
    expect(shown).not.toContain('audience');
  });
});

const at = (server: AnswerServer, path = '/?api-version=2.0') => ({
  url: `${server.url}${path}`,
  requestToken: REQUEST_TOKEN,
});
