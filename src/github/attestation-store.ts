import * as v from 'valibot';
import { jsonBody } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../http/retry.ts';
import { serverText } from '../http/server-text.ts';
import { JSON_LIMITS } from '../json/limits.ts';

/** GitHub's REST API, for the repository of this run. */
export interface GithubApi {
  /** `https://api.github.com`, or an enterprise server's. */
  readonly url: string;
  /** A secret; sent to this API only. */
  readonly token: string;
  /** `owner/repository`. */
  readonly repository: string;
}

/** How storing one bundle ended. */
export type StoreOutcome =
  | { readonly kind: 'stored'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: string };

const STORED = {
  schema: v.object({ id: v.union([v.string(), v.number()]) }),
  limits: JSON_LIMITS.stored,
};

/**
 * Puts a Sigstore bundle into GitHub's attestation store
 * (`POST /repos/{owner}/{repo}/attestations`), where `gh attestation verify` finds it by the
 * file's digest. The job needs `attestations: write`.
 * @param bundle a Sigstore bundle as JSON text
 */
export async function storeBundle(
  bundle: string,
  api: GithubApi,
  deps: RetryDeps,
): Promise<StoreOutcome> {
  try {
    const response = await sendWithRetries(
      {
        service: 'GitHub',
        method: 'POST',
        url: `${api.url.replace(/\/$/, '')}/repos/${api.repository}/attestations`,
        headers: {
          authorization: `Bearer ${api.token}`,
          accept: 'application/vnd.github+json',
          'content-type': 'application/json',
          'x-github-api-version': '2022-11-28',
        },
        body: `{"bundle":${bundle}}`,
        maxBodyBytes: STORED.limits.bytes,
      },
      deps,
      { tries: 4, budgetMs: 60_000 },
    );
    const stored = response.status === 201 ? jsonBody(response, STORED) : undefined;
    if (stored) return { kind: 'stored', id: String(stored.id) };
    const hint =
      response.status === 403 || response.status === 404
        ? ' (the job needs `attestations: write`)'
        : '';
    return { kind: 'refused', reason: `HTTP ${response.status}, ${serverText(response)}${hint}` };
  } catch (failure) {
    if (failure instanceof RequestFailure) return { kind: 'refused', reason: failure.message };
    throw failure;
  }
}
