/** The folders of a run, as the entry point knows them. */
export interface RunFolders {
  /** Relative paths start here. */
  readonly workspace: string;
  /** For files of this run: `RUNNER_TEMP`. */
  readonly tempDirectory: string;
}
