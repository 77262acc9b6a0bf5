import type { Clock } from '../../src/clock.ts';

/** A clock that stands still, waits by jumping, and throws the same die for ever. */
export interface FakeClock extends Clock {
  /** Milliseconds since the epoch. */
  time: number;
  /** What every `random()` gives. */
  chance: number;
  /** Every wait so far, in milliseconds. */
  readonly waits: number[];
}

export const START: number = Date.parse('2026-09-01T12:00:00Z');

export function makeClock(): FakeClock {
  const clock: FakeClock = {
    time: START,
    chance: 0.5,
    waits: [],
    now: () => clock.time,
    random: () => clock.chance,
    sleep: async (ms) => {
      clock.waits.push(ms);
      clock.time += ms;
    },
  };
  return clock;
}
