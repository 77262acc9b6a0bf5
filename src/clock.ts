/** Time and chance as parameters, so that a test can hold both. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds, or when `signal` is aborted.
   * @throws PublishError `cancelled` when the run is cancelled
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1), for jitter. */
  random(): number;
}
