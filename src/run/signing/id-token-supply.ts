import type { Clock } from '../../clock.ts';
import {
  checkIdTokenEndpoint,
  type IdTokenEndpoint,
  requestIdToken,
} from '../../github/id-token.ts';
import { missingIdToken } from '../../github/missing-permission.ts';
import type { IdToken } from '../../github/oidc.ts';
import type { Deps } from '../deps.ts';

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

/** An ID token with less than this left is not sent any more. */
const MARGIN_MS = 30 * 1000;

/**
 * Hands out the token at hand first, and a new one each time after: a receiver takes each
 * token once, and they live for minutes only.
 */
export function startingWith(
  atHand: IdToken,
  fresh: () => Promise<IdToken>,
  clock: Clock,
): () => Promise<IdToken> {
  let unused: IdToken | undefined = atHand;
  return async () => {
    const token = unused;
    unused = undefined;
    return token && token.claims.exp * 1000 - clock.now() > MARGIN_MS ? token : fresh();
  };
}
