import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { durationText } from '../text/duration-text.ts';

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
