/** What happens to a try to upload a file; times are milliseconds since the epoch. */
export type UploadEvent =
  | { readonly kind: 'started'; readonly at: number }
  | {
      readonly kind: 'ended';
      readonly at: number;
      readonly startedAt: number;
      readonly outcome: TryOutcome;
    };

/**
 * `stored`: the index accepted the file. `unavailable`: 429, 5xx, a reset or silence. `other`: a
 * refusal, or no answer because the run ended; it says nothing about how much the index can handle.
 */
export type TryOutcome = 'stored' | 'unavailable' | 'other';

/** How many tries may run at once: a pure state machine, one immutable object for each state. */
export interface UploadConcurrency {
  /** At least 1. */
  readonly limit: number;
  /** No try starts before this time; milliseconds since the epoch. */
  readonly earliestStart: number;
  after(event: UploadEvent): UploadConcurrency;
}
