import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type LoopbackServer, startServer } from '../../sandbox/http/server.ts';

let server: LoopbackServer;

beforeAll(async () => {
  server = await startServer(() => [
    {
      method: 'GET',
      path: /^\/hello\/(?<name>[^/]+)$/,
      handle: ({ response, params }) => void response.end(`Hello ${params.get('name')}`),
    },
    {
      method: 'POST',
      path: /^\/fault$/,
      handle: () => {
        throw new Error('broken route');
      },
    },
  ]);
});

beforeEach(() => {
  server.intercept = undefined;
  server.requests.length = 0;
  server.faults.length = 0;
});

afterAll(() => server.close());

test('routes by method and path, with names decoded', async () => {
  expect(await (await fetch(`${server.url}/hello/a%20b?x=1`)).text()).toBe('Hello a b');
  expect((await fetch(`${server.url}/hello/a`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${server.url}/other`)).status).toBe(404);
});

test('remembers each request without its credentials', async () => {
  await fetch(`${server.url}/hello/a?x=1`, { headers: { authorization: 'Bearer secret-1' } });
  expect(server.requests).toEqual([
    {
      method: 'GET',
      url: '/hello/a?x=1',
      authorization: 'bearer',
      receivedAt: expect.any(Number),
      status: 200,
    },
  ]);
  expect(JSON.stringify(server.requests)).not.toContain('secret-1');
});

test('an intercept answers instead of the route', async () => {
  server.intercept = (request, response) => {
    if (request.url !== '/hello/a') return false;
    response.writeHead(503).end();
    return true;
  };
  expect((await fetch(`${server.url}/hello/a`)).status).toBe(503);
  expect((await fetch(`${server.url}/hello/b`)).status).toBe(200);
  expect(server.requests.map(({ status }) => status)).toEqual([503, 200]);
});

test('an intercept can drop the socket', async () => {
  server.intercept = (request) => {
    request.socket.destroy();
    return true;
  };
  await expect(fetch(`${server.url}/hello/a`)).rejects.toThrow();
  expect(server.requests.map(({ status }) => status)).toEqual([0]);
});

test('an intercept can delay and then let the route answer', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.intercept = async () => {
    await promise;
    return false;
  };
  const answer = fetch(`${server.url}/hello/a`);
  resolve();
  expect((await answer).status).toBe(200);
});

test('a stalled request does not keep the server from closing', async () => {
  const other = await startServer(() => []);
  other.intercept = () => new Promise<boolean>(() => {});
  const stalled = fetch(other.url).then(
    () => 'answered',
    () => 'failed',
  );
  while (other.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  await other.close();
  expect(await stalled).toBe('failed');
});

test('a route that throws is a fault of the sandbox', async () => {
  expect((await fetch(`${server.url}/fault`, { method: 'POST' })).status).toBe(500);
  expect(server.faults.map(String)).toEqual(['Error: broken route']);
});
