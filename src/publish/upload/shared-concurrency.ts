import type { UploadConcurrency, UploadEvent } from './upload-concurrency.ts';

interface State {
  readonly limit: number;
  readonly hasMetProblem: boolean;
  /** Uploads that succeeded since the limit last changed. */
  readonly stored: number;
  /** Tries that started before the last step back say nothing new. */
  readonly steppedBackAt: number;
}

/**
 * For an index of which nothing is known: begins with `first` and allows one more for each upload
 * that succeeds. An `unavailable` halves the limit, once for all tries that ran at that time; after
 * that it rises by one for as many successes as may run at once.
 * @param most never more than these; at least 1
 */
export function sharedConcurrency(first: number, most: number): UploadConcurrency {
  return withState(most, {
    limit: first,
    hasMetProblem: false,
    stored: 0,
    steppedBackAt: Number.NEGATIVE_INFINITY,
  });
}

function withState(most: number, state: State): UploadConcurrency {
  return {
    limit: state.limit,
    earliestStart: Number.NEGATIVE_INFINITY,
    after: (event) => withState(most, next(state, event, most)),
  };
}

function next(state: State, event: UploadEvent, most: number): State {
  if (event.kind === 'started' || event.outcome === 'other') return state;
  if (event.outcome === 'unavailable') {
    if (event.startedAt <= state.steppedBackAt) return state;
    const limit = Math.max(1, Math.floor(state.limit / 2));
    return { limit, hasMetProblem: true, stored: 0, steppedBackAt: event.at };
  }
  const stored = state.stored + 1;
  if (stored < (state.hasMetProblem ? state.limit : 1)) return { ...state, stored };
  return { ...state, stored: 0, limit: Math.min(most, state.limit + 1) };
}
