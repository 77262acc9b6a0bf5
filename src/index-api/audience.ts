import * as v from 'valibot';
import { PublishError } from '../errors.ts';
import { jsonBody } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../http/retry.ts';
import type { IndexProfile } from './index-profile.ts';
import { pypiEndpoints, type TokenEndpoints } from './token-endpoints.ts';

const answerSchema = v.object({ audience: v.pipe(v.string(), v.minLength(1)) });

/**
 * The audience that an index wants in ID tokens: known for PyPI and TestPyPI, asked for
 * elsewhere.
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
        headers: { accept: 'application/json' },
      },
      deps,
      { tries: 5, budgetMs: 60_000 },
    );
    const answer = response.status === 200 ? jsonBody(response, answerSchema) : undefined;
    if (answer) return answer.audience;
    throw new PublishError({
      code: 'trusted-publishing-unavailable',
      message: `${index.title} offers no Trusted Publishing: ${url.pathname} answered HTTP ${response.status}.`,
      remedy:
        'Check `repository-url`. If the index has no Trusted Publishing, give a token or a password as `password`.',
    });
  } catch (cause) {
    if (!(cause instanceof RequestFailure)) throw cause;
    throw indexUnavailable(cause, index);
  }
}

/** What a silent or failing index means for a run that has uploaded nothing yet. */
export function indexUnavailable(cause: RequestFailure, index: IndexProfile): PublishError {
  const status = index.statusPage === undefined ? '' : `Look at ${index.statusPage}, then `;
  return new PublishError({
    code: 'index-unavailable',
    message: cause.message,
    remedy: status ? `${status}run the job again.` : 'Run the job again when the index answers.',
    cause,
  });
}
