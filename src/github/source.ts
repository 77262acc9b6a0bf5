import type { IdTokenClaims } from './oidc.ts';

/** What a job runs on. */
export interface Source {
  /** `owner/repository` on github.com. */
  readonly repository: string;
  /** The commit, in hex. */
  readonly commit: string | undefined;
  /** The git ref, such as `refs/tags/v1.0`. */
  readonly ref: string | undefined;
  /** The number of the run on GitHub. */
  readonly runId: string | undefined;
}

/** What the claims of an ID token say about the job's source. */
export function sourceOf({ repository, sha, ref, run_id: runId }: IdTokenClaims): Source {
  return { repository, commit: sha, ref, runId };
}
