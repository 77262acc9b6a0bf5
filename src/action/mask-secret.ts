import * as core from '@actions/core';
import type { Environment } from '../process/environment.ts';
import { secretForms } from '../process/secret-forms.ts';
import { type SecretMask, SHORTEST_SECRET } from '../process/secret-mask.ts';

/**
 * Masks a secret in everything that is shown from now on: by the runner in the log, and by our own
 * mask also where it is cut short. Outside of a job a mask command would show it.
 */
export function maskSecret(value: string, mask: SecretMask, env: Environment): void {
  mask.add(value);
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  core.setSecret(value);
  for (const form of secretForms(value).plain) {
    if (form !== value && form.length >= SHORTEST_SECRET) core.setSecret(form);
  }
}
