import { resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { readInputFile } from '../../files/input-file.ts';
import { runHost } from '../../lockfiles/host/machine.ts';
import type { FileScope } from '../../provenance/policy/policy.ts';
import type { VerificationRequest } from '../request.ts';
import type { Scope } from './subjects.ts';

/**
 * Which files of a lock are meant: what was asked for, what the policy says, or else what a change
 * brings, or all.
 * @throws PublishError `invalid-configuration`
 */
export async function readScope(
  request: VerificationRequest,
  ofPolicy: FileScope | undefined,
  hasBase: boolean,
): Promise<Scope> {
  const kind = request.scope ?? (hasBase ? 'changed' : (ofPolicy ?? 'all'));
  if (kind === 'changed' && !hasBase) {
    // A policy says what is meant in a pull request; elsewhere there is no change.
    if (request.scope === undefined) return { kind: 'all' };
    throw wrong(
      '`files: changed` needs to know what was there before.',
      'Give `base-ref`, or the folder of a checkout in `base`.',
    );
  }
  if (kind !== 'host') return { kind };
  const python = request.pythonVersion ?? (await pythonVersionFile(request.workspace));
  if (python === undefined) {
    throw wrong(
      '`files: host` needs to know which Python the lock is installed for.',
      'Give `python-version` (such as 3.13), or keep a `.python-version` file.',
    );
  }
  const host = runHost(python, request.platform, request.machine());
  if (host) return { kind, host };
  throw wrong(
    `There is no host with Python ${python} and platform ${request.platform ?? 'of this machine'}.`,
    'Write `python-version` like 3.13, and `platform` like manylinux_2_28_x86_64.',
  );
}

/** The file of pyenv, uv and setup-python: its first line. */
async function pythonVersionFile(workspace: string): Promise<string | undefined> {
  const text = await readInputFile(resolve(workspace, '.python-version')).catch(() => '');
  return /^\s*(\d+\.\d+)/.exec(text)?.[1];
}

function wrong(message: string, remedy: string): PublishError {
  return new PublishError({ code: 'invalid-configuration', message, remedy });
}
