import * as core from '@actions/core';
import type { Environment } from '../process/run-context.ts';
import type { SecretMask } from '../process/secret-mask.ts';

/**
 * Masks a secret in everything that is shown from now on: by the runner in the log, and by our own
 * mask also where it is cut short. Outside of a job a mask command would show it.
 */
export function maskSecret(value: string, mask: SecretMask, env: Environment): void {
  const parts = mask.add(value);
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  for (const part of parts) core.setSecret(part);
}
