import { PublishError } from '../../errors.ts';
import { GithubRefusal } from '../../github/rest-client.ts';
import { LockDefect } from '../../lockfiles/lock-document.ts';
import { UnreadableCommit } from './commits.ts';

/**
 * Reads a target.
 * @throws PublishError `invalid-target`, `base-unavailable` in place of what `read` throws
 */
export async function readTarget<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof GithubRefusal || cause instanceof UnreadableCommit) {
      throw baseUnavailable(cause);
    }
    if (!(cause instanceof LockDefect)) throw cause;
    const { at, what, remedy } = cause;
    throw invalidTarget(`${at.path}:${at.line} ${what}.`, remedy, cause);
  }
}

/** `invalid-target`: what a person named cannot be verified as it is. */
export function invalidTarget(message: string, remedy: string, cause?: unknown): PublishError {
  return new PublishError({ code: 'invalid-target', message, remedy, cause });
}

function baseUnavailable(cause: GithubRefusal | UnreadableCommit): PublishError {
  return new PublishError({
    code: 'base-unavailable',
    message: `What the change is compared with cannot be read: ${cause.message}.`,
    remedy: cause.remedy,
    cause,
  });
}
