/**
 * What the runner says about the run (variables and the event's payload). Good for
 * messages only: what is true about the run stands in the ID token's claims.
 */
export interface RunContext {
  /** Whether this is a job of GitHub Actions at all. */
  readonly isGithubJob: boolean;
  readonly eventName: string | undefined;
  /** `owner/repository` of the run. */
  readonly repository: string | undefined;
  /** The git ref of the run, such as `refs/tags/v1.0`. */
  readonly ref: string | undefined;
  /** `owner/repository/path/to/workflow.yml@ref` of the workflow that the event started. */
  readonly workflowRef: string | undefined;
  /** For a pull request, `owner/repository` that it comes from; null where that was deleted. */
  readonly headRepository: string | null | undefined;
}
