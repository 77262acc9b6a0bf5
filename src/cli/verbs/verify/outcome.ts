import { PublishError, type PublishErrorCode } from '../../../errors.ts';
import { asPublishError } from '../../../run/internal-error.ts';
import type { Outcome } from '../../arguments/verb.ts';

const UNAVAILABLE: readonly PublishErrorCode[] = ['base-unavailable', 'index-unavailable'];
const USAGE: readonly PublishErrorCode[] = [
  'invalid-configuration',
  'invalid-target',
  'invalid-trust-config',
];

/** A verification that stopped before it had a report. */
export function stoppedVerification(cause: unknown): Outcome {
  const error = asPublishError(cause);
  const exit = UNAVAILABLE.includes(error.code) ? 3 : USAGE.includes(error.code) ? 2 : 1;
  const failure = { error, consequence: 'Nothing was verified.' };
  return { ok: false, exit, text: [], data: {}, failure };
}

/**
 * Writes a file.
 * @throws PublishError `invalid-configuration`
 */
export async function orUnwritable(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new PublishError({
      code: 'invalid-configuration',
      message: `${path} cannot be written.`,
      remedy: 'Name a file in a folder that exists and can be written.',
      cause,
    });
  }
}
