import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll } from '@jest/globals';

/** A request as it arrived, whole. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Answer {
  readonly status?: number;
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Buffer | object;
}

export interface AnswerServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly received: readonly Received[];
}

/**
 * A server on loopback that keeps every request and answers as told; closed after the test file.
 * @param answers one after the other, the last one for ever; or a function of the request
 */
export async function startAnswerServer(
  answers: readonly Answer[] | ((request: Received, count: number) => Answer),
): Promise<AnswerServer> {
  const received: Received[] = [];
  const answerTo = (request: Received): Answer =>
    typeof answers === 'function'
      ? answers(request, received.length)
      : (answers[Math.min(received.length, answers.length) - 1] ?? {});
  const url = await startHttpServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const whole = { method, url: path, headers, body: await bodyOf(request) };
    received.push(whole);
    send(response, answerTo(whole));
  });
  return { url, received };
}

/** A server on loopback with a handler of its own; closed after the test file. */
export async function startHttpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    // A client that hangs up in the middle of its body is what some tests are about.
    Promise.resolve(handle(request, response)).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that handles bare connections; closed after the test file. */
export async function startTcpServer(handle: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: Answer): void {
  const { status = 200, reason, headers = {}, body = '' } = answer;
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = isJson ? JSON.stringify(body) : body;
  const type = isJson ? { 'content-type': 'application/json' } : {};
  if (reason === undefined) response.writeHead(status, { ...type, ...headers });
  else response.writeHead(status, reason, { ...type, ...headers });
  response.end(bytes);
}

const closers: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
