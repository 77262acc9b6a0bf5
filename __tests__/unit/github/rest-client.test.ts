import { expect, test } from '@jest/globals';
import { type GithubQuery, GithubRefusal, openGithub } from '../../../src/github/rest-client.ts';
import { type Answer, startAnswerServer } from '../../wire/answer-server.ts';
import { START } from '../../wire/fake-clock.ts';
import { type WireDeps, wireDeps } from '../../wire/wire-deps.ts';

const QUERY: GithubQuery = {
  route: 'GET /repos/{owner}/{repo}/contents/{path}',
  parameters: { owner: 'acme', repo: 'app', path: 'a b/ü?x#y/../uv.lock', ref: 'a&b=c' },
  accept: 'application/vnd.github.raw+json',
  maxBodyBytes: 1000,
  permission: 'contents: read',
};

interface Options {
  readonly token?: string;
  readonly deps?: WireDeps;
  readonly budgetMs?: number;
  readonly path?: string;
}

/** Sends one query to a server with these answers. */
async function ask(answers: readonly Answer[], options: Options = {}) {
  const { token = 'ghs_secret', deps = wireDeps(), budgetMs = 600_000, path = '' } = options;
  const server = await startAnswerServer(answers);
  const connection = { url: `${server.url}${path}`, token: token === '' ? undefined : token };
  const client = await openGithub(connection, deps, budgetMs);
  return { server, deps, outcome: await client.get(QUERY).catch((cause: unknown) => cause) };
}

async function refusal(answers: readonly Answer[], options?: Options): Promise<GithubRefusal> {
  const { outcome } = await ask(answers, options);
  if (outcome instanceof GithubRefusal) return outcome;
  throw new Error(`no refusal: ${JSON.stringify(outcome)}`);
}

test('a request has the URL that its parameters make, the token, the media type and the version', async () => {
  const { server, outcome } = await ask([{ body: '{"a": "1n"}' }], { path: '/api/v3/' });
  expect(outcome).toMatchObject({ kind: 'found', response: { status: 200 } });
  const [{ url, method, headers } = { url: '', headers: {} }] = server.received;
  expect([method, url]).toEqual([
    'GET',
    '/api/v3/repos/acme/app/contents/a%20b%2F%C3%BC%3Fx%23y%2F..%2Fuv.lock?ref=a%26b%3Dc',
  ]);
  expect(headers).toMatchObject({
    authorization: 'token ghs_secret',
    accept: 'application/vnd.github.raw+json',
    'x-github-api-version': '2022-11-28',
  });
});

test('without a token a request is anonymous', async () => {
  const { server } = await ask([{}], { token: '' });
  expect(server.received[0]?.headers).not.toHaveProperty('authorization');
});

test.each([404, 422])('what GitHub does not have (HTTP %d) is absent', async (status) => {
  const { outcome } = await ask([{ status, body: { message: 'No commit found' } }]);
  expect(outcome).toEqual({ kind: 'absent', reason: `HTTP ${status}, No commit found` });
});

test('passing problems are retried', async () => {
  const { server, outcome } = await ask([{ status: 502 }, { status: 429 }, { body: 'x' }]);
  expect(outcome).toMatchObject({ kind: 'found' });
  expect(server.received).toHaveLength(3);
});

test('a short rate limit is waited for, as long as GitHub says', async () => {
  const limited = { status: 403, headers: { 'retry-after': '7' }, body: { message: 'secondary' } };
  const { deps, outcome } = await ask([limited, { body: 'x' }]);
  expect(outcome).toMatchObject({ kind: 'found' });
  expect(deps.clock.waits).toHaveLength(1);
  expect(deps.clock.waits[0]).toBeGreaterThanOrEqual(7000);
});

test.each([403, 429])(
  'a long rate limit (HTTP %d) is told with its end, and not waited for',
  async (status) => {
    const reset = String(Date.parse('2026-12-01T15:30:00Z') / 1000);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const deps = wireDeps();
    const { message, remedy } = await refusal([{ status, headers }], { deps });
    expect(message).toBe("the rate limit of GitHub's API is reached until 2026-12-01 15:30 UTC");
    expect(remedy).toBe('Run this again later.');
    expect(deps.clock.waits).toEqual([]);
    const anonymous = await refusal([{ status, headers }], { token: '' });
    expect(anonymous.remedy).toContain('GITHUB_TOKEN');
  },
);

test('a rate limit that outlasts all tries, or has a senseless end, is told without a time', async () => {
  const long = { status: 403, headers: { 'retry-after': '3600' } };
  expect((await refusal([long])).message).toBe("the rate limit of GitHub's API is reached");
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9'.repeat(40) };
  expect((await refusal([{ status: 403, headers }])).message).toMatch(/is reached$/);
});

test('a missing permission is named', async () => {
  const body = { message: 'Resource not accessible by integration' };
  const { message, remedy } = await refusal([{ status: 403, body }]);
  expect(message).toBe(
    'GitHub does not allow it (HTTP 403, Resource not accessible by integration)',
  );
  expect(remedy).toContain('`contents: read`');
});

test('a token that GitHub does not accept is named', async () => {
  const { message, remedy } = await refusal([
    { status: 401, body: { message: 'Bad credentials' } },
  ]);
  expect(message).toBe('GitHub does not accept the token (HTTP 401, Bad credentials)');
  expect(remedy).toContain('expired');
});

test('a redirect is not followed: the token stays at the API', async () => {
  const elsewhere = await startAnswerServer([{ body: 'x' }]);
  const { message } = await refusal([{ status: 301, headers: { location: elsewhere.url } }]);
  expect(message).toMatch(/^GitHub did not respond correctly \(HTTP 301/);
  expect(elsewhere.received).toEqual([]);
});

test('an outage ends after a few tries', async () => {
  const { server, outcome } = await ask([{ status: 503 }]);
  expect(outcome).toBeInstanceOf(GithubRefusal);
  expect(String(outcome)).toContain('after 4 tries: HTTP 503');
  expect(server.received).toHaveLength(4);
});

test('an answer that is too long is not read, nor asked for again', async () => {
  const { server, outcome } = await ask([{ body: 'x'.repeat(1001) }]);
  expect(outcome).toBeInstanceOf(GithubRefusal);
  expect(server.received).toHaveLength(1);
});

test('all requests of a client share its time', async () => {
  const deps = wireDeps();
  const server = await startAnswerServer([{ body: 'x' }]);
  const client = await openGithub({ url: server.url, token: 'x' }, deps, 5000);
  await client.get(QUERY);
  deps.clock.time = START + 5000;
  await expect(client.get(QUERY)).rejects.toThrow('GitHub did not answer all requests within 5 s');
  expect(server.received).toHaveLength(1);
});

test('what a server says of deprecations is not written to the console', async () => {
  const headers = { deprecation: 'true', sunset: '::error::x', link: '<x>; rel="deprecation"' };
  const written: unknown[] = [];
  const warn = console.warn;
  console.warn = (...texts) => void written.push(texts);
  await ask([{ headers, body: 'x' }]).finally(() => {
    console.warn = warn;
  });
  expect(written).toEqual([]);
});
