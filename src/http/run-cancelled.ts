import { PublishError } from '../errors.ts';

/** The end of a run that was cancelled from outside. */
export function runCancelled(cause?: unknown): PublishError {
  return new PublishError({
    code: 'cancelled',
    message: 'The run was cancelled before it was done.',
    remedy: 'Run the job again: it asks the index first, and does what is missing.',
    cause,
  });
}
