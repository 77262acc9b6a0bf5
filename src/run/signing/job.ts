import type { Clock } from '../../clock.ts';
import { PublishError } from '../../errors.ts';
import {
  checkIdTokenEndpoint,
  type IdTokenEndpoint,
  requestIdToken,
} from '../../github/id-token.ts';
import { missingIdToken } from '../../github/missing-permission.ts';
import { type IdToken, type IdTokenClaims, parseWorkflowRef } from '../../github/oidc.ts';
import type { GithubIdentity } from '../../sigstore/verify/publisher-policy.ts';
import type { Deps } from '../deps.ts';

/** The job that signs, by the claims of its ID token. */
export interface SigningJob {
  readonly claims: IdTokenClaims;
  readonly identity: GithubIdentity;
  /** Brings ID tokens for Sigstore. */
  readonly idToken: () => Promise<IdToken>;
}

/**
 * Finds out who the job is that signs. The workflow is the one that the event started
 * (`workflow_ref`): that is what an index holds attestations against.
 * @throws PublishError `no-id-token-permission` and its kin, `id-token-unavailable`
 */
export async function identifySigner(budgetMs: number, deps: Deps): Promise<SigningJob> {
  const fresh = sigstoreIdTokens(budgetMs, deps);
  const first = await fresh();
  const { claims } = first;
  const workflow = parseWorkflowRef(claims.workflow_ref);
  if (!workflow) {
    throw new PublishError({
      code: 'id-token-unavailable',
      message: `The ID token names its workflow as "${claims.workflow_ref}", which is no workflow file.`,
      remedy: 'Run the job again. If it stays, please report it with this message.',
    });
  }
  const { iss: issuer, repository } = claims;
  return {
    claims,
    identity: { issuer, repository, workflow: workflow.filename },
    idToken: startingWith(first, fresh, deps.clock),
  };
}

/** The audience that Fulcio wants in ID tokens. */
const SIGSTORE_AUDIENCE = 'sigstore';

/**
 * Brings ID tokens for Sigstore, a new one each time.
 * @param budgetMs how long to keep retrying GitHub's service, in milliseconds
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
