import { setTimeout } from 'node:timers/promises';
import { type Cancellation, UncaughtFailure } from '../cancellation.ts';
import { PublishError } from '../errors.ts';
import { runCancelled } from '../http/messages.ts';

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

/** What was thrown, as the one error that people are shown: a mistake of ours where it is none. */
export function asPublishError(cause: unknown): PublishError {
  if (cause instanceof PublishError) return cause;
  return new PublishError({
    code: 'internal-error',
    message: `Something happened that should not: ${cause instanceof Error ? cause.message : String(cause)}`,
    remedy:
      'Please report it with the log of a run with `verbose: true`. Running the job again is safe: it uploads only what is missing.',
    cause,
  });
}
