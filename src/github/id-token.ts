import * as v from 'valibot';
import { PublishError } from '../errors.ts';
import { proxyRemedy } from '../http/dispatcher.ts';
import { jsonBody, whyNotJson } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { isTransientStatus, type RetryDeps, sendWithRetries } from '../http/retry.ts';
import { isHeaderText, isSecureUrl } from '../http/url.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { decodeIdToken, type IdToken, type IdTokenClaims } from './oidc.ts';

/** Where a job asks for its ID tokens: `ACTIONS_ID_TOKEN_REQUEST_URL` and `_TOKEN`. */
export interface IdTokenEndpoint {
  /** Has a query string already. */
  readonly url: string;
  /** A secret; sent to this endpoint only. */
  readonly requestToken: string;
}

const SERVICE = "GitHub's ID-token service";
const DEFAULT_BUDGET_MS = 2 * 60 * 1000;
const ANSWER = { schema: v.object({ value: v.string() }), limits: JSON_LIMITS.token };
/** A mask holds one line of plain text: nothing else is masked, nor taken for a token. */
const JWT = /^[\w-]{1,16384}\.[\w-]{1,16384}\.[\w-]{0,16384}$/;

/**
 * Asks GitHub for an ID token for one audience. The token is masked before anything
 * else happens to it, and its audience is checked. Each call brings a new token: the receiver
 * accepts each once.
 * @param budgetMs how long to keep retrying, in milliseconds
 * @throws PublishError `id-token-unavailable`, `invalid-configuration`
 */
export async function requestIdToken(
  audience: string,
  endpoint: IdTokenEndpoint,
  deps: RetryDeps,
  budgetMs: number = DEFAULT_BUDGET_MS,
): Promise<IdToken> {
  const url = checkIdTokenEndpoint(endpoint);
  url.searchParams.set('audience', audience);
  try {
    const response = await sendWithRetries(
      {
        service: SERVICE,
        method: 'GET',
        url: url.href,
        headers: { authorization: `Bearer ${endpoint.requestToken}`, accept: 'application/json' },
        maxBodyBytes: ANSWER.limits.bytes,
      },
      deps,
      {
        budgetMs,
        whyUseless: (answer) => (answer.status === 200 ? whyNotJson(answer, ANSWER) : undefined),
      },
    );
    const answer = response.status === 200 ? jsonBody(response, ANSWER) : undefined;
    if (!answer) throw misdirected(`${SERVICE} (${url.host}) answered HTTP ${response.status}.`);
    const isJwt = JWT.test(answer.value);
    if (isJwt) deps.log.secret(answer.value);
    const token = isJwt ? decodeIdToken(answer.value) : undefined;
    if (!token) throw misdirected(`${SERVICE} (${url.host}) answered with something else.`);
    if (!isFor(audience, token.claims)) {
      throw misdirected(
        `${SERVICE} (${url.host}) answered with a token for another audience than ${audience}. It was not sent anywhere.`,
      );
    }
    return token;
  } catch (cause) {
    if (!(cause instanceof RequestFailure)) throw cause;
    throw unavailable(cause);
  }
}

/**
 * Checks the variables of the runner without any request.
 * @throws PublishError `id-token-unavailable`, `invalid-configuration`
 */
export function checkIdTokenEndpoint(endpoint: IdTokenEndpoint): URL {
  if (!isHeaderText(endpoint.requestToken)) throw brokenRequestToken();
  const url = URL.parse(endpoint.url);
  if (!url) throw misdirected('ACTIONS_ID_TOKEN_REQUEST_URL is no absolute URL.');
  if (!isSecureUrl(url)) throw misdirected(`${SERVICE} would be asked over plain http.`);
  return url;
}

/** Whether a token has the audience that it was requested for, and no other besides. */
function isFor(audience: string, { aud }: IdTokenClaims): boolean {
  return typeof aud === 'string' ? aud === audience : aud.length === 1 && aud[0] === audience;
}

/** The service was asked and is in trouble. */
function unavailable(cause: RequestFailure): PublishError {
  const { message, status, reason } = cause;
  if (status !== undefined && !isTransientStatus(status)) return misdirected(message, cause);
  return new PublishError({
    code: 'id-token-unavailable',
    message,
    remedy:
      proxyRemedy(reason) ??
      'The job has the permission; the service did not deliver. Look at https://www.githubstatus.com and run the job again.',
    cause,
  });
}

/** What answers, or would, is not the service that the runner named. */
function misdirected(message: string, cause?: RequestFailure): PublishError {
  return new PublishError({
    code: 'id-token-unavailable',
    message,
    remedy:
      'Run the job again. If it stays, check that no step changes the ACTIONS_ID_TOKEN_REQUEST_* variables.',
    cause,
  });
}

function brokenRequestToken(): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message:
      'The variable ACTIONS_ID_TOKEN_REQUEST_TOKEN contains a space, a line break or another character that no token has.',
    remedy:
      'The runner sets this variable. Remove what changes it: a step, an `env:` block, or what starts a container.',
  });
}
