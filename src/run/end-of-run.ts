import { setTimeout } from 'node:timers/promises';
import { type Cancellation, UncaughtFailure } from '../cancellation.ts';
import type { PublishError } from '../errors.ts';
import { runCancelled } from '../http/run-cancelled.ts';
import { asPublishError } from './internal-error.ts';

/**
 * Waits for the end of a run: its own, or that of a run that was cancelled and does not end by
 * itself, so that there is time for the report before the process is killed.
 * @returns what went wrong; undefined where nothing did
 */
export async function failureOf(
  run: Promise<unknown>,
  { cancellation }: { readonly cancellation: Cancellation },
): Promise<PublishError | undefined> {
  try {
    await Promise.race([run, cutOff(cancellation.final)]);
    return undefined;
  } catch (cause) {
    const reason: unknown = cancellation.final.reason;
    if (reason instanceof UncaughtFailure) return asPublishError(reason.cause);
    return cancellation.requested.aborted ? runCancelled(cause) : asPublishError(cause);
  }
}

/** What was under way has heard of its end by then, and the record says so. */
const SETTLING_MS = 500;

/** Rejects soon after a run is cut off. */
async function cutOff(final: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (final.aborted) resolve();
    else final.addEventListener('abort', () => resolve(), { once: true });
  });
  await setTimeout(SETTLING_MS);
  throw runCancelled();
}
