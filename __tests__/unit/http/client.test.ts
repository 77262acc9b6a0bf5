import { describe, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../src/http/messages.ts';
import { startAnswerServer, startHttpServer, startTcpServer } from '../../wire/answer-server.ts';
import { requestFailureOf } from '../../wire/failure.ts';
import { wireDeps } from '../../wire/wire-deps.ts';

describe('the HTTP client', () => {
  test('gives status, reason phrase, headers in lower case and the body', async () => {
    const server = await startAnswerServer([
      { status: 418, reason: '418 Short and stout', headers: { 'X-Thing': 'a' }, body: 'tea' },
    ]);
    const { http, log } = wireDeps();
    const response = await http.send(get(`${server.url}/pot?secret=1`));
    expect(response.status).toBe(418);
    expect(response.statusText).toBe('418 Short and stout');
    expect(response.headers.get('x-thing')).toBe('a');
    expect(response.body.toString()).toBe('tea');
    expect(log.verboses).toEqual([`GET ${server.url}/pot → 418`]);
  });

  test('sends text and headers as given, and says who it is', async () => {
    const server = await startAnswerServer([{}]);
    await wireDeps().http.send({
      ...get(server.url),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"ü":1}',
    });
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', url: '/' });
    expect(request?.body.toString()).toBe('{"ü":1}');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '8',
      'user-agent': 'pypi-trusted-publish',
    });
  });

  test('joins the values of a header that comes twice', async () => {
    const url = await startHttpServer((_request, response) => {
      response.setHeader('link', ['<a>', '<b>']);
      response.end();
    });
    const { headers } = await wireDeps().http.send(get(url));
    expect(headers.get('link')).toBe('<a>, <b>');
  });

  test('asks no host but loopback over plain http', async () => {
    const deps = wireDeps();
    const failure = await requestFailureOf(deps.http.send(get('http://pypi.example/secret')));
    expect(failure.message).toBe(
      'the service (pypi.example) did not respond correctly: plain http is used for loopback only.',
    );
    expect(failure.ambiguous).toBe(false);
    expect(deps.log.verboses).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])('does not follow a redirect with %i', async (status) => {
    const other = await startAnswerServer([{}]);
    const server = await startAnswerServer([{ status, headers: { location: other.url } }]);
    const request = { ...get(server.url), headers: { authorization: 'Basic c2VjcmV0' } };
    expect((await wireDeps().http.send(request)).status).toBe(status);
    expect(other.received).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  test('reads no more than it was told to', async () => {
    const server = await startAnswerServer([{ body: 'x'.repeat(1001) }]);
    const request = { ...get(server.url), maxBodyBytes: 1000 };
    const failure = await requestFailureOf(wireDeps().http.send(request));
    expect(failure.reason).toBe('the answer is longer than 1000 B');
    expect(failure.ambiguous).toBe(true);
    const enough = { ...get(server.url), maxBodyBytes: 1001 };
    expect((await wireDeps().http.send(enough)).body).toHaveLength(1001);
  });

  test.each([400, 404, 503])(
    'reads the beginning of the body of a %d, however long',
    async (status) => {
      const server = await startAnswerServer([{ status, body: 'x'.repeat(2 << 20) }]);
      const { body } = await wireDeps().http.send({ ...get(server.url), maxBodyBytes: 10 });
      expect(body).toHaveLength(256 * 1024);
    },
  );

  test('stops reading a body without an end', async () => {
    const url = await startHttpServer((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const failure = await requestFailureOf(wireDeps().http.send(get(url)));
    expect(failure.reason).toBe('the answer is longer than 1.0 MiB');
  });

  test('nobody listening is a failure before anything was sent', async () => {
    const failure = await requestFailureOf(wireDeps().http.send(get('http://127.0.0.1:1/')));
    expect(failure).toMatchObject({
      reason: expect.stringMatching(/^the connection was refused \(by 127\.0\.0\.1, port \d+\)$/),
      ambiguous: false,
    });
  });

  test('a connection that is dropped may have been carried out', async () => {
    const url = await startTcpServer((socket) => socket.once('data', () => socket.destroy()));
    const failure = await requestFailureOf(wireDeps().http.send(get(url)));
    expect(failure.ambiguous).toBe(true);
    expect(failure.reason).toMatch(/\(UND_ERR_SOCKET\)$/);
  });

  test('a body that breaks off is no answer', async () => {
    const url = await startTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'));
    });
    expect((await requestFailureOf(wireDeps().http.send(get(url)))).ambiguous).toBe(true);
  });

  test('a line end in the reason phrase, as PyPI sends one, is an answer that is not HTTP', async () => {
    const url = await startTcpServer((socket) => {
      socket.once('data', () =>
        socket.end(
          'HTTP/1.1 400 Malformed attestations: 1 validation error\n  Input should be 1\r\ncontent-length: 0\r\n\r\n',
        ),
      );
    });
    const failure = await requestFailureOf(wireDeps().http.send(get(url)));
    expect(failure.reason).toBe(
      'an answer that is not HTTP (Missing expected CR after response line)',
    );
    expect(failure.ambiguous).toBe(true);
  });

  test('a few informational answers come before the answer', async () => {
    const url = await startTcpServer((socket) => {
      const early = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(3);
      socket.once('data', () =>
        socket.end(`${early}HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na`),
      );
    });
    expect((await wireDeps().http.send(get(url))).status).toBe(200);
  });

  test('informational answers without end are no answer', async () => {
    const url = await startTcpServer((socket) => {
      socket.on('error', () => undefined);
      const more = () =>
        socket.write('HTTP/1.1 103 Early Hints\r\n\r\n', (error) => error || more());
      socket.once('data', more);
    });
    const failure = await requestFailureOf(wireDeps().http.send(get(url)));
    expect(failure.reason).toBe('more than 20 informational answers (1xx) and no other');
    expect(failure.ambiguous).toBe(true);
  });

  test('a header that cannot be sent is a failure without its value', async () => {
    const server = await startAnswerServer([{}]);
    const request = { ...get(server.url), headers: { authorization: 'Bearer secret\nX: y' } };
    const failure = await requestFailureOf(wireDeps().http.send(request));
    expect(failure.message).not.toContain('secret');
    expect(server.received).toEqual([]);
  });
});

const get = (url: string): HttpRequest => ({ service: 'the service', method: 'GET', url });
