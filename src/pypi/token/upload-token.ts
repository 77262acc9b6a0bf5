import * as v from 'valibot';
import { jsonBody, whyNotJson } from '../../http/json.ts';
import type { HttpClient, HttpResponse } from '../../http/messages.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import {
  isTransientStatus,
  parseRetryAfter,
  type RetryDeps,
  sendWithRetries,
} from '../../http/retry.ts';
import { serverText } from '../../http/server-text.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import type { Log } from '../../log.ts';
import type { IndexProfile } from '../index-profile.ts';
import { isNewProjectLimit } from '../upload/new-project-limit.ts';
import { pypiEndpoints, type TokenEndpoints } from './token-endpoints.ts';

/** A short-lived upload token: a secret for the index's upload URL and nothing else. */
export interface UploadToken {
  readonly value: string;
  /** When it was minted; milliseconds since the epoch. */
  readonly mintedAt: number;
  /** Milliseconds since the epoch; when the index does not say, 15 minutes from its birth. */
  readonly expiresAt: number;
}

/** One of the reasons that an index gives for refusing a token (`errors[]`). */
export interface TokenRefusal {
  readonly code: string;
  readonly description: string;
}

/** An index's answer to an ID token; a refusal in its own words. */
export type MintOutcome =
  | { readonly kind: 'minted'; readonly token: UploadToken }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly refusals: readonly TokenRefusal[];
      /** When the index will answer otherwise, where it says so; milliseconds since the epoch. */
      readonly retryAt?: number | undefined;
    };

/** An ID token is used up by a try whose answer was lost; more often it is another mistake. */
const MOST_REUSES = 2;
const MOST_REFUSALS = 5;
const LONGEST_TEXT = 300;
/** PyPI's, as of 2026-08. */
const DEFAULT_LIFETIME_MS = 15 * 60 * 1000;
/** An upload token lives for minutes: what is later than this is not a time in seconds. */
const LONGEST_LIFETIME_MS = 24 * 60 * 60 * 1000;

const MINTED = {
  schema: v.object({
    // A mask of a short or odd text would hide half the log, or break out of its command.
    token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{16,4096}$/)),
    // Read by itself: a token whose end is not told is a token all the same.
    expires: v.optional(v.unknown()),
  }),
  limits: JSON_LIMITS.token,
};

const REFUSED = {
  schema: v.object({
    message: v.optional(v.string()),
    errors: v.optional(v.array(v.object({ code: v.string(), description: v.string() }))),
    // Problem details (RFC 9457), which PEP 807 wants.
    title: v.optional(v.string()),
    detail: v.optional(v.string()),
  }),
  limits: JSON_LIMITS.refusal,
};

/**
 * Exchanges an ID token for an upload token (`POST /_/oidc/mint-token`). The index takes
 * each ID token once, and an answer may be lost after that: every try has a new one.
 * The upload token is masked the moment it exists.
 * @param idToken brings a fresh ID token for the index's audience
 * @throws RequestFailure when no usable answer came
 */
export async function mintUploadToken(
  idToken: () => Promise<string>,
  index: IndexProfile,
  deps: RetryDeps,
  endpoints: TokenEndpoints = pypiEndpoints(index),
): Promise<MintOutcome> {
  const { features } = endpoints;
  const request = async () => ({
    service: index.title,
    method: 'POST' as const,
    url: endpoints.mintUrl,
    headers: { 'content-type': 'application/json', accept: endpoints.accept },
    body: JSON.stringify({
      token: await idToken(),
      ...(features === undefined ? {} : { features }),
    }),
    maxBodyBytes: MINTED.limits.bytes,
  });
  let reuses = 0;
  let lates = 0;
  const response = await sendWithRetries(await request(), deps, {
    tries: 5,
    budgetMs: 120_000,
    renew: request,
    isTransient: (answer) =>
      (isTransientStatus(answer.status) && !isLimit(answer)) ||
      (isReusedToken(answer) && reuses++ < MOST_REUSES) ||
      (isLatePending(answer) && lates++ === 0),
    whyUseless: (answer) => (answer.status === 200 ? whyNotJson(answer, MINTED) : undefined),
  });
  const minted = response.status === 200 ? jsonBody(response, MINTED) : undefined;
  if (!minted) return refused(response, deps.clock.now());
  deps.log.secret(minted.token);
  const mintedAt = deps.clock.now();
  const expiresAt = readExpiry(minted.expires, mintedAt);
  return { kind: 'minted', token: { value: minted.token, mintedAt, expiresAt } };
}

/**
 * When a token ends, from `expires` (Unix seconds, as a number or a text). One that is missing, over
 * already or no such time says nothing: each upload would ask for another token.
 */
function readExpiry(expires: unknown, now: number): number {
  const isText = typeof expires === 'string' && /^\d{1,12}(?:\.\d{1,9})?$/.test(expires);
  const time = isText || typeof expires === 'number' ? Number(expires) * 1000 : Number.NaN;
  const isPossible = time > now && time <= now + LONGEST_LIFETIME_MS;
  return isPossible ? time : now + DEFAULT_LIFETIME_MS;
}

/** A limit that is counted in hours is no passing trouble. */
function isLimit(response: HttpResponse): boolean {
  return refusals(response).some(({ description }) => isNewProjectLimit(description));
}

function refused(response: HttpResponse, now: number): MintOutcome {
  const waitMs = parseRetryAfter(response.headers.get('retry-after'), now);
  return {
    kind: 'refused',
    status: response.status,
    refusals: refusals(response),
    retryAt: waitMs === undefined ? undefined : now + waitMs,
  };
}

/** A try before this one was carried out and its answer lost: a new ID token fixes it. */
function isReusedToken(response: HttpResponse): boolean {
  return refusals(response).some(({ code }) => code === 'invalid-reuse-token');
}

/**
 * A pending publisher came too late: its project exists. PyPI removes it with this answer (Warehouse's
 * oidc/views.py, 2026-11), and the next question finds the project's own publisher, if it has one.
 */
function isLatePending(response: HttpResponse): boolean {
  return refusals(response).some(
    ({ code, description }) =>
      code === 'invalid-pending-publisher' && /project already exists/i.test(description),
  );
}

function refusals(response: HttpResponse): readonly TokenRefusal[] {
  const body = jsonBody(response, REFUSED);
  const text =
    body?.message ??
    body?.detail ??
    body?.title ??
    (response.status === 429 ? serverText(response) : undefined);
  const errors = body?.errors?.length ? body.errors : messageOnly(text);
  return errors.slice(0, MOST_REFUSALS).map(({ code, description }) => ({
    code: code.slice(0, LONGEST_TEXT),
    description: description.slice(0, LONGEST_TEXT),
  }));
}

function messageOnly(message: string | undefined): readonly TokenRefusal[] {
  return message === undefined ? [] : [{ code: 'unknown', description: message }];
}

/**
 * The `Authorization` header of an upload. The header's own base64 form is masked too:
 * it holds the secret as much as the password does.
 */
export function basicAuthorization(
  credentials: { readonly user: string; readonly password: string },
  log: Log,
): string {
  const encoded = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  log.secret(encoded);
  return `Basic ${encoded}`;
}

const PATIENCE_MS = 10_000;

/**
 * Has the index end an upload token before its time (`POST /_/oidc/burn-token`, on PyPI
 * since 2026-09, pypi/warehouse#20197). A courtesy, tried once: the token ends by itself in
 * minutes, and other indexes do not know the request.
 * @returns whether the index said that it did
 */
export async function burnUploadToken(
  token: string,
  index: IndexProfile,
  deps: { readonly http: HttpClient },
): Promise<boolean> {
  try {
    const { status } = await deps.http.send({
      service: index.title,
      method: 'POST',
      url: new URL('/_/oidc/burn-token', index.uploadUrl).href,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ token }),
      timeoutMs: PATIENCE_MS,
      evenIfCancelled: true,
    });
    return status >= 200 && status < 300;
  } catch (failure) {
    if (failure instanceof RequestFailure) return false;
    throw failure;
  }
}
