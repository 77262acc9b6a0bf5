import { setImmediate } from 'node:timers/promises';

/** How long work goes on before other things get their turn. */
const STRETCH_MS = 20;

/**
 * Lets long work stop now and then, so that signals are heard and other requests go on.
 * @returns what the work calls after each small step
 */
export function pauses(): () => Promise<void> | undefined {
  let start = performance.now();
  return () => {
    if (performance.now() - start < STRETCH_MS) return undefined;
    return setImmediate().then(() => {
      start = performance.now();
    });
  };
}
