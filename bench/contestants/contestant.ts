/** One process of a contestant, begun when the one before it has ended. */
export interface Step {
  /** The program by its path, and its arguments. */
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The variable that later steps get with the last line that this one writes to stdout. */
  readonly capture?: string;
  /** Whether its exit code is nobody's concern. */
  readonly mayFail?: boolean;
}

/** Where a run takes place. */
export interface Place {
  /** The folder of the distributions, which is `dist` below the working directory. */
  readonly directory: string;
  readonly filenames: readonly string[];
  readonly uploadUrl: string;
  readonly trustConfigPath: string;
}

/** What is measured: a way to publish a folder of distributions. */
export interface Contestant {
  readonly name: string;
  readonly title: string;
  steps(place: Place): readonly Step[];
  /**
   * What it looks up at the index, whatever it publishes, if it does one thing at a time.
   */
  readonly lookUps?: number;
}
