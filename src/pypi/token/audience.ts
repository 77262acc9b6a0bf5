import * as v from 'valibot';
import { PublishError } from '../../errors.ts';
import { proxyRemedy } from '../../http/dispatcher.ts';
import { jsonBody, whyNotJson } from '../../http/json.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { serverText } from '../../http/server-text.ts';
import { isLoopback } from '../../http/url.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import type { IndexProfile } from '../index-profile.ts';
import { pypiEndpoints, type TokenEndpoints } from './token-endpoints.ts';

/** An audience is a host name, a URL or a word. */
const LONGEST_AUDIENCE = 1024;
const ANSWER = {
  schema: v.object({
    audience: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_AUDIENCE)),
  }),
  limits: JSON_LIMITS.token,
};

/**
 * The audience that an index wants in ID tokens: known for PyPI and TestPyPI, or given by the
 * workflow; otherwise the index is asked, and may name itself only.
 * @throws PublishError `trusted-publishing-unavailable`, `index-unavailable`
 */
export async function indexAudience(
  index: IndexProfile,
  deps: RetryDeps,
  endpoints: TokenEndpoints = pypiEndpoints(index),
): Promise<string> {
  if (index.audience !== undefined) return index.audience;
  const url = new URL(endpoints.audienceUrl);
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: url.href,
        headers: { accept: endpoints.accept },
        maxBodyBytes: ANSWER.limits.bytes,
      },
      deps,
      {
        tries: 5,
        budgetMs: 60_000,
        // A captive portal says 200, too, and may be gone at the next try.
        whyUseless: (answer) => (answer.status === 200 ? whyNotJson(answer, ANSWER) : undefined),
      },
    );
    const answer = response.status === 200 ? jsonBody(response, ANSWER) : undefined;
    if (answer && namesItself(answer.audience, url)) return answer.audience;
    if (answer) throw foreignAudience(answer.audience, index);
    const said = response.status === 403 ? `: ${serverText(response)}` : '';
    throw noTrustedPublishing(response.status, said, url, index);
  } catch (cause) {
    if (!(cause instanceof RequestFailure)) throw cause;
    if (cause.status === 200) throw noTrustedPublishing(cause.status, '', url, index);
    throw indexUnavailable(cause, index);
  }
}

/** PyPI answers 403 while Trusted Publishing is switched off there, others 404 (seen 2026-08). */
function noTrustedPublishing(
  status: number,
  said: string,
  url: URL,
  index: IndexProfile,
): PublishError {
  return new PublishError({
    code: 'trusted-publishing-unavailable',
    message: `${index.title} offers no Trusted Publishing: ${url.pathname} answered HTTP ${status}${said}.`,
    remedy:
      status === 403
        ? 'It is switched off there for the moment. Run the job again later.'
        : 'Check `repository-url`. If the index has no Trusted Publishing, give a token or a password as `password`.',
  });
}

/**
 * Whether an audience is the index's own: its host, a name under it, or an https URL there. Any other
 * could be the audience of another service, where the index would exchange the token in the job's
 * name. On loopback there is only this machine.
 */
function namesItself(audience: string, index: URL): boolean {
  if (isLoopback(index)) return true;
  const url = URL.parse(audience);
  const name = (url?.protocol === 'https:' ? url.hostname : audience).toLowerCase();
  const { hostname, host } = index;
  return name === hostname || name === host || name.endsWith(`.${hostname}`);
}

const LONGEST_SHOWN = 100;

function foreignAudience(audience: string, { title }: IndexProfile): PublishError {
  return new PublishError({
    code: 'trusted-publishing-unavailable',
    message: `${title} asks for an ID token for "${audience.slice(0, LONGEST_SHOWN)}", which is not its own host name: another service may accept such a token. No token was requested.`,
    remedy:
      'Check `repository-url`. If it is right and the documentation of the index names an audience, set `audience` to that. Never set it to the audience of another service.',
  });
}

/** What a silent or failing index means for a run that has uploaded nothing yet. */
export function indexUnavailable(cause: RequestFailure, index: IndexProfile): PublishError {
  return new PublishError({
    code: 'index-unavailable',
    message: cause.message,
    remedy: unavailableRemedy(cause, index),
    cause,
  });
}

function unavailableRemedy({ reason }: RequestFailure, { statusPage }: IndexProfile): string {
  const otherwise =
    statusPage === undefined
      ? 'Run the job again when the index answers.'
      : `Look at ${statusPage}, then run the job again.`;
  return proxyRemedy(reason) ?? otherwise;
}
