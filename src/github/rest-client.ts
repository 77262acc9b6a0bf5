import type { HttpResponse } from '../http/messages.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { isTransientStatus, type RetryDeps, sendWithRetries } from '../http/retry.ts';
import { serverText } from '../http/server-text.ts';

/** Where GitHub's REST API is, and the token that requests are sent with. */
export interface GithubConnection {
  /** `https://api.github.com`, or an enterprise server's. */
  readonly url: string;
  /** A secret; sent to this API only. Undefined: requests are anonymous, which public data allows. */
  readonly token: string | undefined;
}

/** One `GET` request to GitHub's REST API. */
export interface GithubQuery {
  /** As GitHub's documentation writes it, such as `GET /repos/{owner}/{repo}/commits/{ref}`. */
  readonly route: `GET /${string}`;
  /** Values of the route's parameters; the others are the query. Each is percent-encoded whole. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** The media type, such as `application/vnd.github.raw+json`. */
  readonly accept: string;
  /** A longer body is an error. Bytes. */
  readonly maxBodyBytes: number;
  /** The permission that a job needs for it, such as `contents: read`; named in messages. */
  readonly permission: string;
}

/** What GitHub answers: what was asked for (2xx), or that there is no such thing (404, 422). */
export type GithubAnswer =
  | { readonly kind: 'found'; readonly response: HttpResponse }
  | { readonly kind: 'absent'; readonly reason: string };

/** GitHub's REST API, for reading. */
export interface GithubClient {
  /**
   * Sends a request, again where GitHub or the network has a passing problem.
   *
   * GitHub also answers 404 for what the token may not see.
   * @throws GithubRefusal, and PublishError `cancelled`
   */
  get(query: GithubQuery): Promise<GithubAnswer>;
}

/** GitHub's API cannot be used. The message is a sentence without its end. */
export class GithubRefusal extends Error {
  override readonly name = 'GithubRefusal';
  /** What to do next, as sentences. */
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
  }
}

/** How long one request is retried. */
const WAIT = { tries: 4, budgetMs: 60_000 };

/**
 * A client for GitHub's REST API. Octokit builds and authorises each request. Our HTTP client sends it
 * and reads the answer, because Octokit's has no limits and does not know our proxies, retries and
 * cancellation. Octokit is loaded here, so that runs that do not need it do not pay for it.
 * @param budgetMs how long all requests of the client together may take, in milliseconds
 */
export async function openGithub(
  { url, token }: GithubConnection,
  deps: RetryDeps,
  budgetMs: number,
): Promise<GithubClient> {
  const { GitHub } = await loadOctokit();
  const octokit = new GitHub({
    baseUrl: url.replace(/\/$/, ''),
    userAgent: 'pypi-trusted-publish',
    // Octokit writes what a server says of deprecations to the console.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    ...(token === undefined ? {} : { auth: token }),
  });
  const end = deps.clock.now() + budgetMs;
  return {
    get: async (query) => {
      const left = end - deps.clock.now();
      if (left <= 0) throw tooLate(budgetMs);
      const outcome = await viaOctokit(octokit.request, query, (address, headers) =>
        send(address, headers, { query, budgetMs: left }, deps),
      );
      return answerOf(outcome, query, token !== undefined);
    },
  };
}

/** The toolkit parses the event's payload when it is loaded, needed or not. */
function loadOctokit() {
  return import('@actions/github/lib/utils').catch((cause: unknown) => {
    const remedy = 'Check that GITHUB_EVENT_PATH names the JSON file that the runner wrote.';
    throw new GithubRefusal(`GitHub's client cannot be loaded (${String(cause)})`, remedy, cause);
  });
}

const ignore = (): void => undefined;

type Send = (url: string, headers: Readonly<Record<string, string>>) => Promise<HttpResponse>;

/** What Octokit is used for: it makes URL and headers of a request, and gets no more than "204". */
async function viaOctokit(
  request: (route: string, parameters: object) => Promise<unknown>,
  { route, parameters, accept }: GithubQuery,
  sendOne: Send,
): Promise<HttpResponse> {
  let sent: Promise<HttpResponse> | undefined;
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent = sendOne(url, Object.fromEntries(new Headers(init.headers)));
    await sent;
    return new Response(null, { status: 204 });
  };
  const headers = { accept, 'x-github-api-version': '2022-11-28' };
  // Octokit wraps what is thrown: it is taken from where it came.
  await request(route, { ...parameters, headers, request: { fetch } }).catch((cause: unknown) => {
    if (sent === undefined) throw cause;
  });
  if (sent === undefined) throw new TypeError(`Octokit has not sent ${route}`);
  return sent;
}

function send(
  url: string,
  headers: Readonly<Record<string, string>>,
  { query, budgetMs }: { readonly query: GithubQuery; readonly budgetMs: number },
  deps: RetryDeps,
): Promise<HttpResponse> {
  const { maxBodyBytes } = query;
  const request = { service: 'GitHub', method: 'GET', url, headers, maxBodyBytes } as const;
  return sendWithRetries(request, deps, {
    ...WAIT,
    budgetMs: Math.min(WAIT.budgetMs, budgetMs),
    isTransient: isPassing,
  }).catch((failure: unknown) => {
    if (!(failure instanceof RequestFailure)) throw failure;
    if (failure.status === 403 || failure.status === 429) throw usedUp(undefined, true, failure);
    throw new GithubRefusal(failure.message.replace(/\.$/, ''), TRY_LATER, failure);
  });
}

/** GitHub's limits are 403 or 429: of short ones it says when they end, the hourly one lasts too long. */
function isPassing({ status, headers }: HttpResponse): boolean {
  if (status !== 403 && status !== 429) return isTransientStatus(status);
  if (headers.has('retry-after')) return true;
  return status === 429 && headers.get('x-ratelimit-remaining') !== '0';
}

function answerOf(
  response: HttpResponse,
  { permission }: GithubQuery,
  hasToken: boolean,
): GithubAnswer {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return { kind: 'found', response };
  const said = `HTTP ${status}, ${serverText(response)}`;
  if (status === 404 || status === 422) return { kind: 'absent', reason: said };
  if (status === 401)
    throw new GithubRefusal(`GitHub does not accept the token (${said})`, NO_TOKEN);
  if (status === 429 || headers.get('x-ratelimit-remaining') === '0') {
    throw usedUp(headers.get('x-ratelimit-reset'), hasToken);
  }
  if (status === 403) {
    throw new GithubRefusal(`GitHub does not allow it (${said})`, permissionRemedy(permission));
  }
  throw new GithubRefusal(`GitHub did not respond correctly (${said})`, TRY_LATER);
}

/** How a job gets a permission that a request needs. */
export function permissionRemedy(permission: string): string {
  return `Give the job \`${permission}\` in \`permissions\`, and keep the default of \`github-token\`.`;
}

/** @param reset seconds since the epoch, as GitHub writes it */
function usedUp(reset: string | undefined, hasToken: boolean, cause?: unknown): GithubRefusal {
  const time = /^\d{1,11}$/.test(reset ?? '') ? new Date(Number(reset) * 1000).toISOString() : '';
  const until = time === '' ? '' : ` until ${time.slice(0, 16).replace('T', ' ')} UTC`;
  const other = hasToken ? '' : ' Or give a token (GITHUB_TOKEN): then the limit is higher.';
  return new GithubRefusal(
    `the rate limit of GitHub's API is reached${until}`,
    `Run this again later.${other}`,
    cause,
  );
}

function tooLate(budgetMs: number): GithubRefusal {
  return new GithubRefusal(
    `GitHub did not answer all requests within ${Math.round(budgetMs / 1000)} s`,
    TRY_LATER,
  );
}

const TRY_LATER = 'Run this again; https://www.githubstatus.com says whether GitHub has a problem.';
const NO_TOKEN =
  'Keep the default of `github-token`, or replace the token: it has expired or was revoked.';
