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
  /** Masks a value in everything printed from now on. Call it the moment a secret exists. */
  secret(value: string): void;
}
