import { PublishError } from '../../errors.ts';
import { GitDefect } from '../../git/git-defect.ts';
import { UnreadableRepository } from '../../github/repository-files.ts';
import { LockDefect } from '../../lockfiles/lock-defect.ts';

/**
 * Reads a target.
 * @throws PublishError `invalid-target`, `base-unavailable` in place of what `read` throws
 */
export async function readTarget<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof UnreadableRepository) throw baseUnavailable(cause);
    if (cause instanceof GitDefect) throw baseUnavailable(cause, cause.remedy);
    if (!(cause instanceof LockDefect)) throw cause;
    const { at, what, remedy } = cause;
    throw invalidTarget(`${at.path}:${at.line} ${what}.`, remedy, cause);
  }
}

/** `invalid-target`: what a person named cannot be verified as it is. */
export function invalidTarget(message: string, remedy: string, cause?: unknown): PublishError {
  return new PublishError({ code: 'invalid-target', message, remedy, cause });
}

/** `base-unavailable`, for a cause whose message is a sentence without its end. */
export function baseUnavailable(cause: Error, remedy: string = ALLOW_READING): PublishError {
  return new PublishError({
    code: 'base-unavailable',
    message: `What the change is compared with cannot be read: ${cause.message}.`,
    remedy,
    cause,
  });
}

const ALLOW_READING =
  'Give the job `contents: read`, and keep the default of `github-token`; or check out the base next to the change and name its folder in `base`.';
