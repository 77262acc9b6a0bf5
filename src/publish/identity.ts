import { requestIdToken } from '../github/id-token.ts';
import type { IdToken } from '../github/oidc.ts';
import { type GithubPublisher, publisherFor } from '../github/publisher.ts';
import { checkRequirements } from '../github/requirements.ts';
import { indexAudience } from '../pypi/token/audience.ts';
import { discoverTokenEndpoints, type TokenEndpoints } from '../pypi/token/token-endpoints.ts';
import type { Deps } from '../run/deps.ts';
import { idTokenEndpoint } from '../run/signing/job.ts';
import { attests, type PublishConfig } from './config.ts';

/** The identity of the job, by the claims of an ID token for the index. */
export interface JobIdentity {
  readonly publisher: GithubPublisher;
  /** The audience of ID tokens for the index. */
  readonly audience: string;
  readonly endpoints: TokenEndpoints;
  /** An ID token for the index that was not sent anywhere yet. */
  readonly idToken: IdToken;
}

/**
 * Gets an ID token for the index, and refuses, with the fix, claims that the index would reject.
 * @throws PublishError of the missing permission, of the claims, `trusted-publishing-unavailable`,
 *   `index-unavailable`
 */
export async function identify(config: PublishConfig, deps: Deps): Promise<JobIdentity> {
  const endpoint = idTokenEndpoint(deps);
  const endpoints = await discoverTokenEndpoints(config.index, deps);
  const audience = await indexAudience(config.index, deps, endpoints);
  const { budgetMs } = config.signing;
  const idToken = await requestIdToken(audience, endpoint, deps, budgetMs);
  checkRequirements(idToken.claims, config.requirements);
  const publisher = publisherFor(idToken.claims, { attests: attests(config) });
  return { publisher, audience, endpoints, idToken };
}
