import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** Nobody waited: not worth saying. */
const SHORTEST_MS = 100;

/**
 * Runs a stage in a group of the log, and says below the group, which a runner shows folded,
 * what came of it and how long it took.
 * @param told one line about the result; nothing is said where it is undefined
 */
export async function stage<T>(
  title: string,
  deps: { readonly log: Log; readonly clock: Clock },
  work: () => Promise<T>,
  told: (result: T) => string | undefined,
): Promise<T> {
  const start = deps.clock.now();
  const result = await deps.log.group(title, work);
  const line = told(result);
  const durationMs = deps.clock.now() - start;
  const took = durationMs < SHORTEST_MS ? '' : ` (${durationText(durationMs)})`;
  if (line !== undefined) deps.log.info(`${line}${took}`);
  return result;
}

/** Milliseconds as people read them: `0.4 s`, `2 min 5 s`. */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
