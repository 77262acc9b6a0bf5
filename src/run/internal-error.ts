import { PublishError } from '../errors.ts';

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
