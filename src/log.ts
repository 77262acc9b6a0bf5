/** How far a piece of long work is. */
export interface Progress {
  /** What is being done, such as `Uploading`. */
  readonly label: string;
  /** So many of `total` units, whatever they are; with all of them the work is over. */
  readonly done: number;
  readonly total: number;
  /** The same in words. */
  readonly detail: string;
}

/**
 * Where a stage says what it does. Texts are plain: the implementation at the rim
 * escapes them for workflow commands or terminals.
 */
export interface Log {
  /** One line that everybody reads. */
  info(line: string): void;
  /** One line for `verbose: true`. Never a secret. */
  verbose(line: string): void;
  /** Something that matters on the run's page, but is no problem. */
  notice(text: string): void;
  /** Something the maintainer should look at; the run goes on. */
  warning(text: string): void;
  /** Runs `work` with its lines folded under `title`. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /**
   * How far long work is, as often as a stage likes: shown in place on a terminal, as a line every
   * few seconds elsewhere.
   */
  progress(progress: Progress): void;
  /** Masks a value in everything printed from now on. Call it the moment a secret exists. */
  secret(value: string): void;
}
