import type { IdToken } from '../formats/oidc.ts';
import {
  checkIdTokenEndpoint,
  type IdTokenEndpoint,
  requestIdToken,
} from '../identity/id-token.ts';
import { missingIdToken } from '../identity/missing-permission.ts';
import { type GithubPublisher, publisherFor } from '../identity/publisher.ts';
import { checkRequirements } from '../identity/requirements.ts';
import { indexAudience } from '../index-api/audience.ts';
import { discoverTokenEndpoints, type TokenEndpoints } from '../index-api/token-endpoints.ts';
import { attests, type PublishConfig } from './config.ts';
import type { Deps } from './deps.ts';
import type { ReleaseRecord } from './release-record.ts';

/** Who the job is, by the claims of an ID token for the index. */
export interface JobIdentity {
  readonly publisher: GithubPublisher;
  /** The audience of ID tokens for the index. */
  readonly audience: string;
  readonly endpoints: TokenEndpoints;
  /** An ID token for the index that nobody has taken yet. */
  readonly idToken: IdToken;
}

/** The audience that Fulcio wants in ID tokens. */
const SIGSTORE_AUDIENCE = 'sigstore';

/**
 * Brings ID tokens for Sigstore, a new one each time.
 * @param budgetMs how long trouble of GitHub's service is waited out, in milliseconds
 */
export function sigstoreIdTokens(budgetMs: number, deps: Deps): () => Promise<IdToken> {
  const endpoint = idTokenEndpoint(deps);
  return () => requestIdToken(SIGSTORE_AUDIENCE, endpoint, deps, budgetMs);
}

/**
 * Where ID tokens come from; nothing is asked.
 * @throws PublishError of the permission that is missing, `invalid-configuration`,
 *   `id-token-unavailable`
 */
export function idTokenEndpoint(deps: Deps): IdTokenEndpoint {
  if (!deps.idTokenEndpoint) throw missingIdToken(deps.runContext);
  checkIdTokenEndpoint(deps.idTokenEndpoint);
  return deps.idTokenEndpoint;
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
