/**
 * How a run is ended from outside: the runner's *Cancel workflow*, a job's time limit, Ctrl-C.
 * A runner sends SIGINT, SIGTERM 7.5 seconds later, and kills after another 2.5 (actions/runner).
 */
export interface Cancellation {
  /** Aborted when the run is to end: nothing new is begun from then on. */
  readonly requested: AbortSignal;
  /**
   * Aborted a few seconds later, or when asked again: what is still under way is cut off. Its reason
   * is an {@link UncaughtFailure} where a mistake ended the run, and not a signal.
   */
  readonly final: AbortSignal;
}

/** Something was thrown that no code caught; `cause` is what was thrown. */
export class UncaughtFailure extends Error {
  override readonly name = 'UncaughtFailure';

  constructor(cause: unknown) {
    super('Something was thrown that no code caught', { cause });
  }
}
