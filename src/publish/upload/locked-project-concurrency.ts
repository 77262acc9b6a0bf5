import type { UploadConcurrency, UploadEvent } from './upload-concurrency.ts';

/** Uploads of one project at once: `first` to begin with, never more than `most`. */
export interface LockedProjectPolicy {
  readonly first: number;
  readonly most: number;
}

/** The share of the gain of one more upload at once that must be measured before it counts. */
const REQUIRED_SHARE = 0.5;
/** By how much measured times may be off. */
const TOLERANCE = 1.1;
/** Windows without another step after the first that was taken back; after the second twice as many. */
const PAUSE = 4;
/** Above `first`, tries start at least this share of their even distance apart. */
const SPACING = 0.75;

interface State {
  readonly limit: number;
  readonly running: number;
  /** Whether the limit never rises again. */
  readonly isSettled: boolean;
  /** The shortest time that an upload took: as long as one that waited for no other. */
  readonly shortest: number;
  /** The shortest time between two ends: no shorter than the index holds its lock for one file. */
  readonly shortestGap: number;
  readonly lastEnd: number;
  readonly lastStart: number;
  /** When the limit became what it is. */
  readonly since: number;
  /** Files a millisecond, as last measured with one fewer at once. */
  readonly rateBefore: number;
  /** Whether the last step was worth it. */
  readonly isConfirmed: boolean;
  /** Steps that were taken back, and windows until the next may be tried. */
  readonly stepsBack: number;
  readonly pause: number;
  readonly window: Window | undefined;
  /** Tries that started before the last step back say nothing new. */
  readonly steppedBackAt: number;
}

/** Files that were stored since a time, while as many tries ran as may run. */
interface Window {
  readonly from: number;
  readonly files: number;
}

/**
 * For an index that serialises the uploads of one project: begins with `first`, and allows one more
 * whenever the throughput (files a second over a window of as many files as run at once) has risen
 * by at least half of what the last one could bring, and the index is not busy all the time. A step
 * after which it has not risen is taken back for a while. After an `unavailable` there are never again
 * more than `first`, and one fewer where no more than `first` ran.
 *
 * Tries that start together reach the lock together. Above `first` they start apart.
 */
export function lockedProjectConcurrency(policy: LockedProjectPolicy): UploadConcurrency {
  return withState(policy, {
    limit: policy.first,
    running: 0,
    isSettled: policy.first >= policy.most,
    shortest: Number.POSITIVE_INFINITY,
    shortestGap: Number.POSITIVE_INFINITY,
    lastEnd: Number.NEGATIVE_INFINITY,
    lastStart: Number.NEGATIVE_INFINITY,
    since: Number.NEGATIVE_INFINITY,
    rateBefore: 0,
    isConfirmed: true,
    stepsBack: 0,
    pause: 0,
    window: undefined,
    steppedBackAt: Number.NEGATIVE_INFINITY,
  });
}

function withState(policy: LockedProjectPolicy, state: State): UploadConcurrency {
  const { limit, lastStart, shortest } = state;
  return {
    limit,
    earliestStart:
      limit > policy.first ? lastStart + (SPACING * shortest) / limit : Number.NEGATIVE_INFINITY,
    after: (event) => withState(policy, next(state, event, policy)),
  };
}

function next(state: State, event: UploadEvent, policy: LockedProjectPolicy): State {
  if (event.kind === 'started') return started(state, event.at, policy);
  const after = { ...state, running: state.running - 1 };
  switch (event.outcome) {
    case 'stored':
      return stored(after, event, policy);
    case 'unavailable':
      return event.startedAt > state.steppedBackAt ? steppedBack(after, event.at, policy) : after;
    case 'other':
      return after;
  }
}

function started(state: State, at: number, { first }: LockedProjectPolicy): State {
  const running = state.running + 1;
  // The first start together, so that their ends alone measure. Later ones measure from an end on.
  const isFirstWindow = state.limit === first && running === first;
  const window = state.window ?? (isFirstWindow ? { from: at, files: 0 } : undefined);
  return { ...state, running, lastStart: at, window };
}

/** @param state with `running` as it is after the end */
function steppedBack(state: State, at: number, { first }: LockedProjectPolicy): State {
  const ran = state.running + 1;
  // One that ran alone met a problem that fewer at once would not have avoided.
  const fewer = ran === 1 || ran > first ? first : ran - 1;
  return {
    ...state,
    limit: Math.min(state.limit, fewer),
    isSettled: true,
    steppedBackAt: at,
  };
}

function stored(
  state: State,
  { at, startedAt }: { readonly at: number; readonly startedAt: number },
  policy: LockedProjectPolicy,
): State {
  const measured = {
    ...state,
    lastEnd: at,
    shortest: Math.min(state.shortest, at - startedAt),
    shortestGap: Math.min(state.shortestGap, at - state.lastEnd),
  };
  if (state.isSettled || startedAt < state.since) return measured;
  // Where fewer ran than might have, the throughput says nothing about the limit.
  if (state.running + 1 < state.limit) return { ...measured, window: undefined };
  const { window } = state;
  if (!window) return { ...measured, window: { from: at, files: 0 } };
  const files = window.files + 1;
  if (files < state.limit) return { ...measured, window: { ...window, files } };
  return judged(
    { ...measured, window: { from: at, files: 0 } },
    files / (at - window.from),
    policy,
  );
}

/** @param rate files a millisecond */
function judged(state: State, rate: number, { first, most }: LockedProjectPolicy): State {
  const { limit, shortest, shortestGap, pause } = state;
  const isFirst = limit === first;
  const rateBefore = isFirst ? 1 / shortest : state.rateBefore;
  const possibleGain = isFirst ? limit - 1 : 1 / (limit - 1);
  const hasRisen = rate >= rateBefore * (1 + REQUIRED_SHARE * possibleGain);
  if (!hasRisen && !state.isConfirmed) return takenBack(state);
  if (pause > 0) return { ...state, pause: pause - 1 };
  // More than fit between two ends of one upload would only wait for each other.
  const hasRoom = (limit + 1) * shortestGap <= TOLERANCE * shortest;
  if (!hasRisen || !hasRoom || limit === most) return { ...state, isConfirmed: true };
  return {
    ...state,
    limit: limit + 1,
    since: state.lastEnd,
    rateBefore: rate,
    isConfirmed: false,
    window: undefined,
  };
}

/** A step that brought too little: one fewer at once, for longer each time. */
function takenBack(state: State): State {
  const stepsBack = state.stepsBack + 1;
  return {
    ...state,
    limit: state.limit - 1,
    since: state.lastEnd,
    isConfirmed: true,
    stepsBack,
    pause: PAUSE * stepsBack,
    window: undefined,
  };
}
