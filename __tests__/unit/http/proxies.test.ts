import { afterEach, describe, expect, test } from '@jest/globals';
import { createHttpClient } from '../../../src/http/client.ts';
import {
  type Connections,
  createConnections,
  namedProxy,
  proxyRemedy,
} from '../../../src/http/dispatcher.ts';
import { readProxies } from '../../../src/process/read-proxies.ts';
import { startAnswerServer, startTcpServer } from '../../wire/answer-server.ts';
import { requestFailureOf } from '../../wire/failure.ts';
import { makeLog } from '../../wire/kept-log.ts';

let connections: Connections | undefined;

afterEach(() => connections?.close());

/** Sends through a proxy on loopback that answers every tunnel like this. */
async function through(answer: string | undefined, url: string, except = '') {
  const heads: string[] = [];
  const address = await startTcpServer((socket) => {
    socket.once('data', (data: Buffer) => {
      heads.push(data.toString('latin1'));
      if (answer === undefined) socket.destroy();
      else socket.end(answer);
    });
  });
  const proxy = address.replace('http://', 'http://octocat:p%40ss@');
  connections = createConnections({ forHttp: proxy, forHttps: proxy, except });
  const http = createHttpClient({ dispatcher: connections.dispatcher, log: makeLog() });
  const headers = { authorization: 'Basic secret' };
  return { heads, sent: http.send({ service: 'index', method: 'GET', url, headers }) };
}

const REFUSED = 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n';
const ELSEWHERE = 'https://index.invalid/simple/';

describe('a proxy', () => {
  test.each([
    ['that wants a password', REFUSED, 'the proxy wants a user and a password (HTTP 407)'],
    ['that reaches nobody', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'the proxy answered HTTP 502'],
    ['that forbids it', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'the proxy answered HTTP 403'],
    ['that hangs up', undefined, 'the proxy broke the connection off'],
  ])('%s: nothing was sent, and whose fault it is', async (_, answer, reason) => {
    const { heads, sent } = await through(answer, ELSEWHERE);
    const failure = await requestFailureOf(sent);
    expect(failure).toMatchObject({ reason, ambiguous: false, garbled: false });
    expect(heads).toHaveLength(1);
  });

  test.each([
    ['HTTPS_PROXY', 'http://octo:pa-ss-word@proxy.invalid:3128', 'the host name does not resolve'],
    ['HTTP_PROXY', 'http://octo:pa-ss-word@proxy.invalid:3128', 'the host name does not resolve'],
    [
      'HTTPS_PROXY',
      'http://octo:pa-ss-word@127.0.0.1:1',
      'the connection was refused (by 127.0.0.1, port 1)',
    ],
    [
      'HTTPS_PROXY',
      'socks5://octo:pa-ss-word@127.0.0.1:1',
      'the connection was refused (by 127.0.0.1, port 1)',
    ],
  ])(
    'of %s that cannot be reached is named, without user and password: %s',
    async (variable, url, why) => {
      const proxies = readProxies({ [variable]: url }, makeLog());
      connections = createConnections(proxies);
      const http = createHttpClient({
        dispatcher: connections.dispatcher,
        log: makeLog(),
        proxy: namedProxy(proxies),
      });
      const failure = await requestFailureOf(
        http.send({ service: 'PyPI', method: 'GET', url: ELSEWHERE }),
      );
      const host = new URL(url).host;
      expect(failure.reason).toBe(`the proxy ${host} (${variable}) cannot be reached: ${why}`);
      expect(failure.message).not.toMatch(/octo|pa-ss-word/);
      expect(proxyRemedy(failure.reason)).toContain('NO_PROXY');
    },
  );

  test('is not blamed where the host that was asked directly does not resolve', async () => {
    const proxies = readProxies({ HTTPS_PROXY: 'proxy.invalid:3128', NO_PROXY: '*' }, makeLog());
    connections = createConnections(proxies);
    const proxy = namedProxy(proxies);
    const http = createHttpClient({ dispatcher: connections.dispatcher, log: makeLog(), proxy });
    const sent = http.send({ service: 'PyPI', method: 'GET', url: ELSEWHERE });
    expect((await requestFailureOf(sent)).reason).toBe('the host name does not resolve');
  });

  test('gets its own credentials, and nothing of the request', async () => {
    const { heads, sent } = await through(REFUSED, ELSEWHERE);
    await requestFailureOf(sent);
    const [head = ''] = heads;
    expect(head).toMatch(/^CONNECT index\.invalid:443 HTTP\/1\.1\r\n/);
    const credentials = Buffer.from('octocat:p@ss').toString('base64');
    expect(head).toMatch(new RegExp(`\r\nproxy-authorization: Basic ${credentials}\r\n`, 'i'));
    expect(head).not.toMatch(/\r\nauthorization:|simple|secret/i);
  });

  test.each(['index.invalid', '.invalid', 'index.invalid:443', 'other, index.invalid', '*'])(
    'is left out for a host that NO_PROXY names: %s',
    async (except) => {
      const { heads, sent } = await through(REFUSED, ELSEWHERE, except);
      expect((await requestFailureOf(sent)).reason).toBe('the host name does not resolve');
      expect(heads).toEqual([]);
    },
  );

  test('is never asked for loopback, IPv6 included', async () => {
    const server = await startAnswerServer([{ body: 'here' }]);
    const { heads, sent } = await through(REFUSED, server.url);
    expect((await sent).body.toString()).toBe('here');
    await connections?.close();
    const six = await through(REFUSED, 'http://[::1]:9/');
    await requestFailureOf(six.sent);
    expect([...heads, ...six.heads]).toEqual([]);
  });
});
