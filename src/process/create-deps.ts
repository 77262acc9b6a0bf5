import type { Deps } from '../app/deps.ts';
import { createHttpClient } from '../http/client.ts';
import { createConnections } from '../http/dispatcher.ts';
import type { Log } from '../log.ts';
import { trustCaFile } from './ca-file.ts';
import { endingClock } from './ending-clock.ts';
import type { Environment } from './environment.ts';
import { listenForCancellation } from './listen-for-cancellation.ts';
import { readProxies } from './read-proxies.ts';
import { readGithubApi, readIdTokenEndpoint, readRunContext } from './run-context.ts';
import { systemClock } from './system-clock.ts';

/** What of a configuration shapes how a process connects. */
export interface ConnectionConfig {
  /** PEM certificates to trust beside those that Node trusts. */
  readonly caFile: string | undefined;
  /** Where a relative path starts. */
  readonly workspace: string;
}

/**
 * Everything that stages work with, made once at the entry.
 * @param githubToken for GitHub's API; an empty one is none
 * @throws PublishError `invalid-configuration` for a `ca-file` or a proxy that cannot be used
 */
export async function createDeps(
  env: Environment,
  log: Log,
  { caFile, workspace }: ConnectionConfig,
  githubToken: string | undefined,
): Promise<Deps> {
  if (caFile !== undefined) await trustCaFile(caFile, workspace);
  const connections = createConnections(readProxies(env, log));
  const cancellation = listenForCancellation(log);
  cancellation.final.addEventListener('abort', () => void connections.close());
  const http = createHttpClient({
    dispatcher: connections.dispatcher,
    log,
    cancelled: cancellation.requested,
  });
  const runContext = await readRunContext(env);
  const idTokenEndpoint = readIdTokenEndpoint(env);
  const githubApi = readGithubApi(env, githubToken, log);
  return {
    http,
    log,
    clock: endingClock(systemClock, cancellation.requested),
    cancellation,
    idTokenEndpoint,
    runContext,
    githubApi,
    close: async () => {
      cancellation.stop();
      await connections.close();
    },
  };
}
