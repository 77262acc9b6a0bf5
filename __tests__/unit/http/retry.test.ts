import { describe, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../src/http/messages.ts';
import { isTransientStatus, sendWithRetries } from '../../../src/http/retry.ts';
import { startAnswerServer, startTcpServer } from '../../wire/answer-server.ts';
import { requestFailureOf } from '../../wire/failure.ts';
import { START } from '../../wire/fake-clock.ts';
import { wireDeps } from '../../wire/wire-deps.ts';

const POLICY = { tries: 4, budgetMs: 600_000 };

describe('which statuses pass', () => {
  test.each([408, 425, 429, 500, 501, 502, 503, 504, 520, 599])('%i does', (status) => {
    expect(isTransientStatus(status)).toBe(true);
  });

  test.each([200, 201, 301, 308, 400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 499])(
    '%i stays',
    (status) => {
      expect(isTransientStatus(status)).toBe(false);
    },
  );
});

describe('sendWithRetries', () => {
  test.each([200, 204, 302, 400, 403, 404, 422])('takes %i for an answer', async (status) => {
    const server = await startAnswerServer([{ status }]);
    const deps = wireDeps();
    expect((await sendWithRetries(to(server.url), deps, POLICY)).status).toBe(status);
    expect(server.received).toHaveLength(1);
    expect(deps.clock.waits).toEqual([]);
  });

  test('tries again with full jitter that doubles, up to 30 s', async () => {
    const server = await startAnswerServer([{ status: 503 }]);
    const deps = wireDeps();
    const failure = await requestFailureOf(
      sendWithRetries(to(server.url), deps, { tries: 9, budgetMs: 600_000 }),
    );
    expect(deps.clock.waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(server.received).toHaveLength(9);
    expect(failure).toMatchObject({ tries: 9, status: 503, reason: 'HTTP 503', ambiguous: true });
    expect(failure.host).toBe(new URL(server.url).host);
  });

  test.each([
    ['the die', {}],
    ['Retry-After: 0', { 'retry-after': '0' }],
    ['a date that is over', { 'retry-after': new Date(START - 60_000).toUTCString() }],
  ])('never tries again at once, whatever %s says', async (_, headers) => {
    const server = await startAnswerServer([{ status: 500, headers }]);
    const deps = wireDeps();
    deps.clock.chance = 0;
    await requestFailureOf(sendWithRetries(to(server.url), deps, { tries: 1000, budgetMs: 2000 }));
    expect(deps.clock.waits).toEqual(Array(20).fill(100));
    expect(server.received).toHaveLength(21);
  });

  test('says in the log what it waits for', async () => {
    const server = await startAnswerServer([{ status: 502 }, {}]);
    const deps = wireDeps();
    await sendWithRetries(to(server.url), deps, POLICY);
    expect(deps.log.verboses).toContain('the service: HTTP 502; trying again in 0.5 s');
  });

  test('waits as long as Retry-After asks, and a little more', async () => {
    const server = await startAnswerServer([
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': new Date(START + 27_125).toUTCString() } },
      { status: 503, headers: { 'retry-after': 'nonsense' } },
      {},
    ]);
    const deps = wireDeps();
    await sendWithRetries(to(server.url), deps, POLICY);
    expect(deps.clock.waits).toEqual([7125, 27_000 - 7125 + 125, 2000]);
  });

  test('gives up at once where Retry-After asks for more than the budget', async () => {
    const server = await startAnswerServer([{ status: 429, headers: { 'retry-after': '86400' } }]);
    const deps = wireDeps();
    const failure = await requestFailureOf(sendWithRetries(to(server.url), deps, POLICY));
    expect(failure).toMatchObject({ tries: 1, status: 429 });
    expect(deps.clock.waits).toEqual([]);
  });

  test('starts no try after the end of the budget', async () => {
    const server = await startAnswerServer([{ status: 503 }]);
    const deps = wireDeps();
    const policy = { tries: 100, budgetMs: 3000 };
    await requestFailureOf(sendWithRetries(to(server.url), deps, policy));
    expect(deps.clock.waits).toEqual([500, 1000]);
    expect(server.received).toHaveLength(3);
  });

  test('tries again after a connection that was dropped', async () => {
    let connections = 0;
    const url = await startTcpServer((socket) => {
      connections += 1;
      if (connections === 1) socket.once('data', () => socket.destroy());
      else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
    const response = await sendWithRetries(to(url), wireDeps(), POLICY);
    expect(response.body.toString()).toBe('ok');
    expect(connections).toBe(2);
  });

  test('tells the last trouble, not the first', async () => {
    const server = await startAnswerServer([{ status: 500 }, { status: 502 }, { status: 504 }]);
    const failure = await requestFailureOf(
      sendWithRetries(to(server.url), wireDeps(), { ...POLICY, tries: 3 }),
    );
    expect(failure.message).toMatch(/after 3 tries: HTTP 504\.$/);
  });

  test('an answer that is not usable counts as trouble', async () => {
    const server = await startAnswerServer([{ body: '<html>' }, { body: '{}' }]);
    const response = await sendWithRetries(to(server.url), wireDeps(), {
      ...POLICY,
      whyUseless: ({ body }) => (body.toString() === '{}' ? undefined : 'it never sends'),
    });
    expect(response.body.toString()).toBe('{}');
    const failure = await requestFailureOf(
      sendWithRetries(to(server.url), wireDeps(), {
        ...POLICY,
        tries: 2,
        whyUseless: () => 'it never sends',
      }),
    );
    expect(failure).toMatchObject({ status: 200, ambiguous: true, tries: 2 });
    expect(failure.reason).toBe('HTTP 200 with a body that it never sends');
  });

  test('an answer that is too long is not asked for again', async () => {
    const server = await startAnswerServer([{ body: 'x'.repeat(11) }, { body: '{}' }]);
    const failure = await requestFailureOf(
      sendWithRetries({ ...to(server.url), maxBodyBytes: 10 }, wireDeps(), POLICY),
    );
    expect(failure).toMatchObject({ reason: 'the answer is longer than 10 B', tries: 1 });
    expect(server.received).toHaveLength(1);
  });

  test('the policy says what is transient', async () => {
    const server = await startAnswerServer([{ status: 422 }, { status: 503 }]);
    const response = await sendWithRetries(to(server.url), wireDeps(), {
      ...POLICY,
      isTransient: ({ status }) => status === 422,
    });
    expect(response.status).toBe(503);
  });

  test('a request that can be sent once is made anew for every try but the first', async () => {
    const server = await startAnswerServer([{ status: 503 }, { status: 503 }, {}]);
    let renewals = 0;
    await sendWithRetries({ ...to(server.url), method: 'POST', body: 'first' }, wireDeps(), {
      ...POLICY,
      renew: async () => {
        renewals += 1;
        return { ...to(server.url), method: 'POST', body: `renewed ${renewals}` };
      },
    });
    const bodies = server.received.map(({ body }) => body.toString());
    expect(bodies).toEqual(['first', 'renewed 1', 'renewed 2']);
  });

  test('an error of renewing ends it', async () => {
    const server = await startAnswerServer([{ status: 503 }]);
    const renew = () => Promise.reject(new Error('no new token'));
    await expect(sendWithRetries(to(server.url), wireDeps(), { ...POLICY, renew })).rejects.toThrow(
      'no new token',
    );
    expect(server.received).toHaveLength(1);
  });
});

const to = (url: string): HttpRequest => ({ service: 'the service', method: 'GET', url });
