import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A request as the proxy sees it: what it could learn of who talks to whom. */
export interface ProxiedRequest {
  readonly method: string;
  /** `host:port` of a CONNECT, the whole URL of anything else. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** A proxy that does nothing but CONNECT (RFC 9110 9.3.6), for those who know its password. */
export interface ConnectProxy {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** With user and password, as HTTPS_PROXY takes it. */
  readonly url: string;
  readonly password: string;
  readonly requests: ProxiedRequest[];
  close(): Promise<void>;
}

const USER = 'octocat';
const PASSWORD = 'proxy-password-e5b1';
const CREDENTIALS = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

/**
 * Starts a proxy on a free port.
 *
 * @param portOf The port on loopback that a target is found at; undefined for one that is refused.
 */
export async function startConnectProxy(
  portOf: (target: string) => number | undefined,
): Promise<ConnectProxy> {
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(({ method = '', url = '', headers }, response) => {
    requests.push({ method, target: url, headers });
    response.writeHead(405).end('only CONNECT');
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', ({ url = '', headers }, client: Socket, head: Buffer) => {
    requests.push({ method: 'CONNECT', target: url, headers });
    client.on('error', () => client.destroy());
    if (headers['proxy-authorization'] !== CREDENTIALS) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const port = portOf(url);
    if (port === undefined) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    url: `http://${USER}:${PASSWORD}@${address}`,
    password: PASSWORD,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}
