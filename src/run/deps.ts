import type { Cancellation } from '../cancellation.ts';
import type { GithubApi } from '../github/attestation-store.ts';
import type { IdTokenEndpoint } from '../github/id-token.ts';
import type { RunContext } from '../github/run-context.ts';
import type { RetryDeps } from '../http/retry.ts';

/** Everything a stage works with, made once at the entry. */
export interface Deps extends RetryDeps {
  /** Where ID tokens come from; undefined where the job may not ask for any. */
  readonly idTokenEndpoint: IdTokenEndpoint | undefined;
  readonly runContext: RunContext;
  /** How the run is ended from outside. */
  readonly cancellation: Cancellation;
  /** Ends what is still open when the work is over. */
  close(): Promise<void>;
  /** Where GitHub stores attestations; undefined without a token. */
  readonly githubApi: GithubApi | undefined;
}

/** Works with deps, and ends what they keep open, however the work ends. */
export async function withDeps<T>(deps: Deps, work: (deps: Deps) => Promise<T>): Promise<T> {
  try {
    return await work(deps);
  } finally {
    await deps.close();
  }
}
