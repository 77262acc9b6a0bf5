import { PublishError } from '../../errors.ts';
import { type IdToken, type IdTokenClaims, parseWorkflowRef } from '../../github/oidc.ts';
import type { GithubIdentity } from '../../sigstore/verify/publisher-policy.ts';
import type { Deps } from '../deps.ts';
import { sigstoreIdTokens, startingWith } from './id-token-supply.ts';

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
