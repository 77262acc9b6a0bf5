import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Intercept, LoopbackServer } from '../../sandbox/http/server.ts';

/** What to do with the nth request (from 1) of a path; false lets the service answer. */
export type Fault = (
  count: number,
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

/** Runs `body` while requests whose path ends with `path` meet a fault. */
export async function withFault<T>(
  server: LoopbackServer,
  path: string,
  fault: Fault,
  body: () => Promise<T>,
): Promise<T> {
  let count = 0;
  const intercept: Intercept = (request, response) => {
    const isMeant = new URL(request.url ?? '', server.url).pathname.endsWith(path);
    return isMeant ? fault(++count, request, response) : false;
  };
  server.intercept = intercept;
  try {
    return await body();
  } finally {
    // A test that ran into its time limit ends later: not at the cost of the next one.
    if (server.intercept === intercept) server.intercept = undefined;
  }
}

/** Reads the request to its end, as PyPI does, and answers. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  init: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): true {
  const { headers = {}, body } = init;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' };
  request.resume().on('end', () => response.writeHead(status, { ...type, ...headers }).end(text));
  return true;
}

/** A refusal of an upload in the form that PyPI gives it for `Accept: application/json`. */
export const refusal = (status: number, detail: string) => ({
  body: { code: `${status} ${detail}`, title: 'Refused', message: `\n\n\n${detail}\n\n` },
});

/** The wait that a server asks for, so that tries follow each other at once. */
export const AT_ONCE = { headers: { 'retry-after': '0' } };

/** The wait that a server asks for, longer than anybody waits: trouble that stays, told at once. */
export const NOT_TODAY = { headers: { 'retry-after': '86400' } };

/** Lets the service do its work, and drops the connection instead of the answer. */
export function loseAnswer(response: ServerResponse): false {
  response.end = () => {
    response.destroy();
    return response;
  };
  return false;
}
