import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  // An aborted sleep is over early; that is no error.
  sleep: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
