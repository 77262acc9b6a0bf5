import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { HttpClient, HttpRequest, HttpResponse } from './messages.ts';
import { RequestFailure } from './request-failure.ts';

/** How long to keep retrying when a service has a problem. */
export interface RetryPolicy {
  /** The most tries, the first one included. Without it the budget alone is the limit. */
  readonly tries?: number;
  /** No new try starts later than this many milliseconds after the first. */
  readonly budgetMs: number;
  /** Whether an answer is the service's passing trouble. Default: {@link isTransientStatus}. */
  readonly isTransient?: (response: HttpResponse) => boolean;
  /**
   * Why an answer is of no use, as what comes after "a body that"; undefined where it is. One that
   * is of no use counts as passing trouble.
   */
  readonly whyUseless?: (response: HttpResponse) => string | undefined;
  /** When aborted, there is no further try. */
  readonly signal?: AbortSignal | undefined;
  /** Makes the request anew for another try, where a part of it can be used only once. */
  readonly renew?: () => Promise<HttpRequest>;
}

/** What asking again needs. */
export interface RetryDeps {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Who reads along wonders about a longer silence. */
const NOTICEABLE_WAIT_MS = 3_000;
/** No try follows at once, whatever chance or the server says (`Retry-After: 0`). */
const SHORTEST_WAIT_MS = 100;

/** 408, 425, 429 and every 5xx: the same request may go through later. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * Sends a request until it is answered for good: full jitter between tries, or what
 * `Retry-After` asks for.
 * @throws RequestFailure when the tries or the budget are used up, or the signal is aborted
 */
export async function sendWithRetries(
  request: HttpRequest,
  deps: RetryDeps,
  policy: RetryPolicy,
): Promise<HttpResponse> {
  const end = deps.clock.now() + policy.budgetMs;
  const isTransient = policy.isTransient ?? ((response) => isTransientStatus(response.status));
  for (let attempt = 1; ; attempt++) {
    const current = attempt === 1 || !policy.renew ? request : await policy.renew();
    const outcome = await attemptOnce(current, deps.http);
    const trouble = troubleWith(outcome, current, isTransient, policy.whyUseless);
    if (trouble === undefined) return outcome as HttpResponse;
    const waitMs = waitBefore(attempt, outcome, deps.clock);
    const isLast = trouble.tooLong || attempt >= (policy.tries ?? Number.POSITIVE_INFINITY);
    if (isLast || policy.signal?.aborted || deps.clock.now() + waitMs > end) {
      throw new RequestFailure({ ...trouble, tries: attempt });
    }
    const line = `${current.service}: ${trouble.reason}; trying again in ${(waitMs / 1000).toFixed(1)} s`;
    if (waitMs < NOTICEABLE_WAIT_MS) deps.log.verbose(line);
    else deps.log.info(line);
    await deps.clock.sleep(waitMs, policy.signal);
    if (policy.signal?.aborted) throw new RequestFailure({ ...trouble, tries: attempt });
  }
}

async function attemptOnce(
  request: HttpRequest,
  http: HttpClient,
): Promise<HttpResponse | RequestFailure> {
  try {
    return await http.send(request);
  } catch (error) {
    if (error instanceof RequestFailure) return error;
    throw error;
  }
}

type Trouble = Omit<ConstructorParameters<typeof RequestFailure>[0], 'tries'>;

function troubleWith(
  outcome: HttpResponse | RequestFailure,
  request: HttpRequest,
  isTransient: (response: HttpResponse) => boolean,
  whyUseless: RetryPolicy['whyUseless'],
): Trouble | undefined {
  if (outcome instanceof RequestFailure) {
    const { service, host, reason, ambiguous, garbled, tooLong, cause } = outcome;
    return { service, host, reason, ambiguous, garbled, tooLong, cause };
  }
  const common = { service: request.service, host: new URL(request.url).host, ambiguous: true };
  if (isTransient(outcome)) {
    return { ...common, reason: `HTTP ${outcome.status}`, status: outcome.status };
  }
  const why = whyUseless?.(outcome);
  if (why !== undefined) {
    const reason = `HTTP ${outcome.status} with a body that ${why}`;
    return { ...common, reason, status: outcome.status };
  }
  return undefined;
}

function waitBefore(attempt: number, outcome: HttpResponse | RequestFailure, clock: Clock): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  const jitter = Math.max(SHORTEST_WAIT_MS, clock.random() * longest);
  if (outcome instanceof RequestFailure) return jitter;
  const asked = parseRetryAfter(outcome.headers.get('retry-after'), clock.now());
  return asked === undefined ? jitter : Math.max(jitter, asked + clock.random() * 250);
}

/**
 * How long a server asks to wait (RFC 9110 10.2.3): seconds, or a date.
 * @returns milliseconds from `now`, or undefined where the header says nothing usable
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Every form of an HTTP date begins with a day's name; `Date.parse` reads much else as dates.
  const date = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
