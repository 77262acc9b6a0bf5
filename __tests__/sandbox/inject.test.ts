import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseFaults } from '../../sandbox/faults/fault-text.ts';
import { type Injection, inject } from '../../sandbox/faults/inject.ts';
import { injectedText } from '../../sandbox/faults/report.ts';
import { openSandbox } from '../open-sandbox.ts';

const sandbox = await openSandbox();
let injection: Injection | undefined;

afterEach(() => injection?.end());

function given(...faults: readonly string[]): Injection {
  injection = inject(parseFaults(faults), sandbox);
  return injection;
}

const audience = (init?: RequestInit) => fetch(`${sandbox.index.url}/_/oidc/audience`, init);

/** A token for the index, by an ID token of its own. */
const mint = () =>
  fetch(`${sandbox.index.url}/_/oidc/mint-token`, {
    method: 'POST',
    body: JSON.stringify({ token: sandbox.github.idToken('pypi') }),
  });

describe('a fault', () => {
  test('meets the requests that it names, and no others', async () => {
    const { injected } = given('audience#2-3=503', 'simple#1=404');
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await audience()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(injected.map(injectedText)).toEqual(['audience 2: 503', 'audience 3: 503']);
  });

  test('is over when it is ended', async () => {
    given('audience=503').end();
    expect((await audience()).status).toBe(200);
  });

  test('can have a text in PyPI’s form, and Retry-After in seconds or as a date', async () => {
    given('audience#1=403,text=No.,retry-after=7', 'audience#2=503,retry-after-date=60');
    const first = await audience();
    expect(first.headers.get('retry-after')).toBe('7');
    expect(await first.json()).toMatchObject({ code: '403 No.' });
    const before = Date.now();
    const date = Date.parse((await audience()).headers.get('retry-after') ?? '');
    // HTTP dates have whole seconds.
    expect(date).toBeGreaterThanOrEqual(before + 60_000 - 1000);
    expect(date).toBeLessThanOrEqual(Date.now() + 60_000);
  });

  test.each(['drop', 'drop,unread', 'reset', 'garbage', 'half'])(
    '%s is no answer at all',
    async (effect) => {
      given(`audience=${effect}`);
      await expect(audience().then((response) => response.text())).rejects.toThrow();
    },
  );

  test('stall leaves the client alone with its patience', async () => {
    given('audience=stall');
    await expect(audience({ signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
  });

  test.each([
    ['html', 'text/html'],
    ['json', 'application/json'],
  ])('%s is 200 and something else', async (effect, type) => {
    given(`audience=${effect}`);
    const response = await audience();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.text()).not.toContain('audience');
  });

  test.each(['slow,ms=50', 'trickle,ms=1'])('%s is the right answer', async (effect) => {
    given(`audience=${effect}`);
    expect(await (await audience()).json()).toEqual({ audience: 'pypi' });
  });

  test('without `stored` leaves the work undone, and with it lets it be done', async () => {
    const before = sandbox.index.tokens.length;
    given('mint#1=502', 'mint#2=502,stored', 'mint#3=drop,stored');
    expect((await mint()).status).toBe(502);
    expect(sandbox.index.tokens).toHaveLength(before);
    expect((await mint()).status).toBe(502);
    await expect(mint()).rejects.toThrow();
    expect(sandbox.index.tokens).toHaveLength(before + 2);
  });

  test('unread does not wait for the body', async () => {
    given('mint=503,unread');
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(`${sandbox.index.url}/_/oidc/mint-token`, {
        method: 'POST',
        headers: { 'content-length': '1000000' },
      });
      request.on('response', (response) => resolve(response.statusCode)).on('error', reject);
      request.flushHeaders();
    });
    expect(status).toBe(503);
  });

  test('half has the length of the whole', async () => {
    given('audience=half');
    const raw = await new Promise<string>((resolve) => {
      const { hostname, port } = new URL(sandbox.index.url);
      const socket = connect(Number(port), hostname);
      let text = '';
      socket.on('data', (data) => {
        text += data.toString('latin1');
      });
      socket.on('close', () => resolve(text));
      socket.write('GET /_/oidc/audience HTTP/1.1\r\nhost: x\r\n\r\n');
    });
    const [head = '', body = ''] = raw.split('\r\n\r\n');
    expect(Number(/content-length: (\d+)/i.exec(head)?.[1])).toBeGreaterThan(body.length);
    expect('{"audience":"pypi"}'.startsWith(body)).toBe(true);
  });
});

describe('a condition', () => {
  test('sets the clocks of all services, and their Date headers', async () => {
    const before = Date.now();
    given('clock=3600');
    const response = await mint();
    const { expires } = (await response.json()) as { expires: number };
    const after = Date.now();
    for (const [time, most] of [
      [expires * 1000, after + 4_500_000],
      [Date.parse(response.headers.get('date') ?? ''), after + 3_600_000],
    ] as const) {
      expect(time).toBeGreaterThanOrEqual(before + 3_600_000 - 1000);
      expect(time).toBeLessThanOrEqual(most);
    }
  });

  test('shortens the life of tokens, until it is ended', async () => {
    const end = async () => {
      const { expires } = (await (await mint()).json()) as { expires: number };
      return expires * 1000;
    };
    const short = given('token-lifetime=2');
    expect(await end()).toBeLessThanOrEqual(Date.now() + 2000);
    short.end();
    const before = Date.now();
    expect(await end()).toBeGreaterThanOrEqual(before + 900_000 - 1000);
  });
});
