import { Agent, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { ServerCertificate } from './certificates.ts';

/** A request that came in by TLS; never a body, never a credential. */
export interface FrontRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** The names of its headers, in lower case. */
  readonly headers: readonly string[];
  /** Milliseconds since the front started. */
  readonly receivedAt: number;
  answeredAt: number;
  /** The status answered; 0 while there is none. */
  status: number;
}

/** One TLS server for many host names, that hands each request on to the service of that name. */
export interface Front {
  readonly port: number;
  readonly requests: FrontRequest[];
  /** Sends what is for `host` to an http origin from now on. */
  route(host: string, origin: string): void;
  close(): Promise<void>;
}

export interface FrontOptions {
  readonly certificate: ServerCertificate;
  readonly address?: string;
  /** A free one if absent. */
  readonly port?: number;
}

/** Listens with TLS for all production hosts, and hands each request on by its Host. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { cert, key } = options.certificate;
  const origins = new Map<string, string>();
  const requests: FrontRequest[] = [];
  const agent = new Agent({ keepAlive: true });
  const started = performance.now();
  const server = createServer({ cert, key }, (incoming, response) => {
    const record: FrontRequest = {
      host: incoming.headers.host ?? '',
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: Object.keys(incoming.headers),
      receivedAt: performance.now() - started,
      answeredAt: 0,
      status: 0,
    };
    requests.push(record);
    response.once('close', () => {
      record.answeredAt = performance.now() - started;
    });
    const origin = origins.get(record.host);
    if (origin === undefined) {
      incoming.resume();
      record.status = 502;
      response.writeHead(502, { 'content-type': 'text/plain' });
      response.end(`nothing is served as ${record.host}`);
      return;
    }
    // Who hangs up is looked at where it matters: in the outcome of the run.
    handOn(incoming, response, { origin, agent }, record).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.address ?? '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    route: (host, origin) => {
      origins.set(host, origin);
    },
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  { origin, agent }: { readonly origin: string; readonly agent: Agent },
  record: FrontRequest,
): Promise<void> {
  const { method = 'GET', headers, url = '/' } = incoming;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = forward(new URL(url, origin), { method, headers, agent });
  outgoing.once('response', resolve).once('error', reject);
  // An answer may come, as a refusal does, before the whole body is sent.
  const sent = pipeline(incoming, outgoing).catch(reject);
  const answer = await promise;
  record.status = answer.statusCode ?? 0;
  response.writeHead(record.status, answer.statusMessage, answer.headers);
  await Promise.all([pipeline(answer, response), sent]);
}
