import { requestIdToken } from '../github/id-token.ts';
import { missingIdToken } from '../github/missing-permission.ts';
import type { IdToken } from '../github/oidc.ts';
import { type GithubPublisher, publisherFor } from '../github/publisher.ts';
import { checkRequirements } from '../github/requirements.ts';
import { indexAudience } from '../pypi/token/audience.ts';
import { discoverTokenEndpoints, type TokenEndpoints } from '../pypi/token/token-endpoints.ts';
import type { Deps } from '../run/deps.ts';
import { idTokenEndpoint } from '../run/signing/job.ts';
import { attests, type PublishConfig } from './config.ts';
import type { ReleaseRecord } from './report.ts';

/** Who the job is, by the claims of an ID token for the index. */
export interface JobIdentity {
  readonly publisher: GithubPublisher;
  /** The audience of ID tokens for the index. */
  readonly audience: string;
  readonly endpoints: TokenEndpoints;
  /** An ID token for the index that nobody has taken yet. */
  readonly idToken: IdToken;
}

/**
 * Finds out who the job is and refuses, with the fix, what the index would refuse.
 * @returns undefined in a dry run that may not ask for ID tokens
 * @throws PublishError of the identity room, `trusted-publishing-unavailable`,
 *   `index-unavailable`
 */
export async function identify(
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<JobIdentity | undefined> {
  if (!deps.idTokenEndpoint) {
    const error = missingIdToken(deps.runContext);
    if (!config.dryRun) throw error;
    record.notChecked = `whether ${config.index.title} knows this publisher. ${error.message}`;
    deps.log.warning(`Not checked: ${record.notChecked}`);
    return undefined;
  }
  const endpoint = idTokenEndpoint(deps);
  const endpoints = await discoverTokenEndpoints(config.index, deps);
  const audience = await indexAudience(config.index, deps, endpoints);
  const { budgetMs } = config.signing;
  const idToken = await requestIdToken(audience, endpoint, deps, budgetMs);
  checkRequirements(idToken.claims, config.requirements);
  const publisher = publisherFor(idToken.claims, { attests: attests(config) });
  return { publisher, audience, endpoints, idToken };
}
