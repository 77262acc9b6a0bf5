import { tmpdir } from 'node:os';
import { type ConnectionConfig, createDeps } from '../process/create-deps.ts';
import type { Environment } from '../process/environment.ts';
import type { SignalCancellation } from '../process/listen-for-cancellation.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import type { Deps } from '../run/deps.ts';
import type { RunFolders } from '../run/folders.ts';
import type { RawOptions } from '../run/options.ts';
import { maskSecret } from './mask-secret.ts';
import { createWorkflowLog } from './workflow-log.ts';

/** Where the runner has the job's files. */
export function readPlaces(env: Environment): RunFolders {
  return {
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    tempDirectory: env['RUNNER_TEMP'] || tmpdir(),
  };
}

/** What stages work with, and the job's log. */
export function createActionDeps(
  env: Environment,
  config: ConnectionConfig & { readonly verbose: boolean },
  options: RawOptions,
  mask: SecretMask,
  cancellation: SignalCancellation,
): Promise<Deps> {
  const log = createWorkflowLog({
    verbose: config.verbose || env['RUNNER_DEBUG'] === '1',
    mask,
    secret: (value) => maskSecret(value, mask, env),
  });
  return createDeps(env, log, config, options.get('github-token'), cancellation);
}
