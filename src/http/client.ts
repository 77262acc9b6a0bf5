import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { ChangedFile } from '../files/file-chunks.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import type { Log } from '../log.ts';
import type { NamedProxy } from './dispatcher.ts';
import { neverSent, reasonOf } from './failure-reason.ts';
import {
  type HttpBody,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  runCancelled,
} from './messages.ts';
import { observedBody } from './multipart.ts';
import { boundedBody, readBody, TooLong } from './read-body.ts';
import { RequestFailure, type RequestFailureInit } from './request-failure.ts';
import { errors } from './undici.ts';
import { displayUrl, isLoopback, isSecureUrl } from './url.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
/** Answers before the answer (1xx, RFC 9110 section 15.2) start the time limit anew: more are a trick. */
const MOST_INFORMATIONAL = 20;

interface ClientDeps {
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  /** When aborted, nothing more is sent. */
  readonly cancelled?: AbortSignal;
  /** What requests go through where they leave this machine; named in messages. */
  readonly proxy?: NamedProxy | undefined;
}

/**
 * One try of one request. Redirects are answers like any other: nothing is sent
 * to a place that the caller did not name.
 */
export function createHttpClient(deps: ClientDeps): HttpClient {
  return { send: (request) => send(request, deps) };
}

async function send(request: HttpRequest, deps: ClientDeps): Promise<HttpResponse> {
  if (deps.cancelled?.aborted && !request.evenIfCancelled) throw runCancelled();
  const url = new URL(request.url);
  if (!isSecureUrl(url)) {
    const reason = 'plain http is used for loopback only';
    throw failure(request, url, { reason, ambiguous: false });
  }
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const { body, isPending } = followed(request.body);
  try {
    const answer = await deps.dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: {
        'user-agent': 'pypi-trusted-publish',
        ...request.headers,
        ...contentLength(body),
      },
      body: typeof body === 'object' ? streamed(body) : (body ?? null),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      onInfo: fewInformational(),
    });
    const isEarly = isPending();
    const head = { status: answer.statusCode, headers: singleValues(answer.headers) };
    const answered = await receive(answer.body, head, request);
    deps.log.verbose(`${request.method} ${displayUrl(url)} → ${answer.statusCode}`);
    return { ...head, statusText: answer.statusText, body: answered, isEarly };
  } catch (cause) {
    if (cause instanceof ChangedFile) throw cause;
    const reason = deps.cancelled?.aborted
      ? 'the run was cancelled'
      : reasonOf(cause, timeoutMs, isLoopback(url) ? undefined : deps.proxy);
    deps.log.verbose(`${request.method} ${displayUrl(url)} → ${reason}`);
    throw failure(request, url, { reason, ambiguous: !neverSent(cause), cause });
  }
}

/** The same body, and whether some of it has not been handed to the network yet. */
function followed(body: string | HttpBody | undefined): {
  readonly body: string | HttpBody | undefined;
  readonly isPending: () => boolean;
} {
  if (typeof body !== 'object') return { body, isPending: () => false };
  let sent = 0;
  const observed = observedBody(body, (taken) => {
    sent = taken;
  });
  return { body: observed, isPending: () => sent < body.byteLength };
}

/** Of anything but success only the beginning is looked at, and a page of it may be long. */
async function receive(
  body: AsyncIterable<Uint8Array>,
  head: Pick<HttpResponse, 'status' | 'headers'>,
  request: HttpRequest,
): Promise<Buffer> {
  if (head.status < 200 || head.status >= 300) {
    return readBody(body, { maxBytes: JSON_LIMITS.refusal.bytes, cut: true });
  }
  const limits = { maxBytes: request.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES };
  if (!request.readBody) return readBody(body, limits);
  await request.readBody(boundedBody(body, limits), head);
  return Buffer.alloc(0);
}

/**
 * undici takes any async iterable and asks for the next chunk when the last one is flushed;
 * its types know streams only, and a stream around it would read ahead.
 */
function streamed(body: HttpBody): Readable {
  return body.chunks() as unknown as Readable;
}

/** Ends a request whose server answers for ever that it is going to answer. */
function fewInformational(): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > MOST_INFORMATIONAL) {
      throw new Error(`more than ${MOST_INFORMATIONAL} informational answers (1xx) and no other`);
    }
  };
}

function contentLength(body: string | HttpBody | undefined): Record<string, string> {
  return typeof body === 'object' ? { 'content-length': String(body.byteLength) } : {};
}

function singleValues(
  headers: Record<string, string | string[] | undefined>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) values.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return values;
}

function failure(
  request: HttpRequest,
  url: URL,
  end: Pick<RequestFailureInit, 'reason' | 'ambiguous' | 'cause'>,
): RequestFailure {
  return new RequestFailure({
    service: request.service,
    host: url.host,
    tries: 1,
    garbled: end.cause instanceof errors.HTTPParserError,
    tooLong: end.cause instanceof TooLong,
    ...end,
  });
}
