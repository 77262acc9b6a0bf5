import { tmpdir } from 'node:os';
import type { RunPlaces } from '../app/config.ts';
import type { Deps } from '../app/deps.ts';
import { createHttpClient } from '../http/client.ts';
import { createDispatcher } from '../http/dispatcher.ts';
import type { Environment } from './options.ts';
import { readIdTokenEndpoint, readRunContext } from './run-context.ts';
import { systemClock } from './system-clock.ts';
import { createWorkflowLog } from './workflow-log.ts';

/** Where the runner has the job's files. */
export function readPlaces(env: Environment): RunPlaces {
  return {
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    tempDirectory: env['RUNNER_TEMP'] ?? tmpdir(),
  };
}

/** Everything that stages work with, made once. */
export async function createDeps(env: Environment, verbose: boolean): Promise<Deps> {
  const runContext = await readRunContext(env);
  const log = createWorkflowLog({
    verbose: verbose || env['RUNNER_DEBUG'] === '1',
    isGithubJob: runContext.isGithubJob,
  });
  const http = createHttpClient({ dispatcher: createDispatcher(), log });
  const idTokenEndpoint = readIdTokenEndpoint(env);
  return { http, log, clock: systemClock, idTokenEndpoint, runContext };
}
