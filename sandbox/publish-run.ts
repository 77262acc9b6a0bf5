/** What a run of an action left behind. */
export interface PublishRun {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was written to GITHUB_OUTPUT, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What was written to GITHUB_STEP_SUMMARY. */
  readonly summary: string;
  readonly workspace: string;
  readonly runnerTemp: string;
  /** Milliseconds. */
  readonly duration: number;
}
