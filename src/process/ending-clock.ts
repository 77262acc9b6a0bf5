import type { Clock } from '../clock.ts';
import { runCancelled } from '../http/run-cancelled.ts';

/**
 * A clock on which nobody sleeps once the run is cancelled: whoever waits for another try or
 * another look gets the end instead, or would try without a pause.
 */
export function endingClock(clock: Clock, cancelled: AbortSignal): Clock {
  return {
    now: () => clock.now(),
    random: () => clock.random(),
    async sleep(ms, signal) {
      await clock.sleep(ms, signal ? AbortSignal.any([signal, cancelled]) : cancelled);
      if (cancelled.aborted) throw runCancelled();
    },
  };
}
