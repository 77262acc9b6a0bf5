import type { Deps } from '../app/deps.ts';
import { createHttpClient } from '../http/client.ts';
import { createDispatcher } from '../http/dispatcher.ts';
import type { Log } from '../log.ts';
import type { Environment } from './environment.ts';
import { readIdTokenEndpoint, readRunContext } from './run-context.ts';
import { systemClock } from './system-clock.ts';

/** Everything that stages work with, made once at the entry. */
export async function createDeps(env: Environment, log: Log): Promise<Deps> {
  const http = createHttpClient({ dispatcher: createDispatcher(), log });
  const runContext = await readRunContext(env);
  const idTokenEndpoint = readIdTokenEndpoint(env);
  return { http, log, clock: systemClock, idTokenEndpoint, runContext };
}
