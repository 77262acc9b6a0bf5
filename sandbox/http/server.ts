import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service remembers of a request: never a body, never a credential. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, as received. */
  readonly url: string;
  /** The scheme of the Authorization header in lower case, such as `basic`. */
  readonly authorization: string | undefined;
  /** Milliseconds since 1970 at which the request line and headers were there. */
  readonly receivedAt: number;
  /** The status answered; 0 while there is none, and for ever where the socket was dropped. */
  status: number;
}

/**
 * Looks at a request before its service does. Returns true where it has taken the request over
 * (answered, dropped or stalled it); false lets the service answer.
 */
export type Intercept = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The absolute URL of the request at this service. */
  readonly url: URL;
  /** The named groups of the route's path, percent-decoded. */
  readonly params: ReadonlyMap<string, string>;
  readonly record: RecordedRequest;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Matched against the path without the query. */
  readonly path: RegExp;
  handle(exchange: Exchange): void | Promise<void>;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** Errors thrown by a route: faults of the sandbox itself, each answered with a 500. */
  readonly faults: unknown[];
  intercept: Intercept | undefined;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. The routes may need the URL it got. */
export async function startServer(
  routesOf: (url: string) => readonly Route[],
): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: 30_000 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const routes = routesOf(url);
  const loopback: LoopbackServer = {
    url,
    requests: [],
    faults: [],
    intercept: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('request', (request, response) => {
    void answer(loopback, routes, request, response);
  });
  return loopback;
}

async function answer(
  loopback: LoopbackServer,
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const record: RecordedRequest = {
    method: request.method ?? '',
    url: request.url ?? '',
    authorization: request.headers.authorization?.split(' ', 1)[0]?.toLowerCase(),
    receivedAt: Date.now(),
    status: 0,
  };
  loopback.requests.push(record);
  const settle = () => {
    if (response.headersSent) record.status = response.statusCode;
  };
  response.once('finish', settle);
  try {
    if (!(await loopback.intercept?.(request, response))) {
      await dispatch(routes, { request, response, url: new URL(record.url, loopback.url), record });
    }
  } catch (error) {
    // A client that hangs up in the middle of its body is no fault of the sandbox.
    if (!response.destroyed) {
      loopback.faults.push(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The sandbox failed: ${String(error)}`);
    }
  }
  settle();
}

async function dispatch(
  routes: readonly Route[],
  exchange: Omit<Exchange, 'params'>,
): Promise<void> {
  const { response, url, request } = exchange;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const matches = routes.flatMap((route) => {
    const match = route.path.exec(url.pathname);
    return match === null ? [] : [{ route, groups: match.groups ?? {} }];
  });
  const found = matches.find(({ route }) => route.method === method);
  if (found === undefined) {
    const status = matches.length > 0 ? 405 : 404;
    const title = status === 405 ? '405 Method Not Allowed' : '404 Not Found';
    response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' });
    response.end(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`);
    return;
  }
  const params = new Map(
    Object.entries(found.groups).map(([name, value]) => [name, percentDecoded(value)]),
  );
  await found.route.handle({ ...exchange, params });
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
