import { createHttpClient } from '../http/client.ts';
import { createConnections } from '../http/dispatcher.ts';
import { namedProxy } from '../http/proxies.ts';
import type { Log } from '../log.ts';
import type { Deps } from '../run/deps.ts';
import { trustCaFile } from './ca-file.ts';
import { endingClock } from './ending-clock.ts';
import type { Environment } from './environment.ts';
import type { SignalCancellation } from './listen-for-cancellation.ts';
import { readProxies } from './read-proxies.ts';
import { requireCertificateChecks } from './require-certificate-checks.ts';
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
 * @throws PublishError `invalid-configuration` for a `ca-file`, a proxy or a token that cannot be
 *   used, and where the environment switches the check of certificates off
 */
export async function createDeps(
  env: Environment,
  log: Log,
  { caFile, workspace }: ConnectionConfig,
  githubToken: string | undefined,
  cancellation: SignalCancellation,
): Promise<Deps> {
  requireCertificateChecks(env);
  if (caFile !== undefined) await trustCaFile(caFile, workspace);
  const proxies = readProxies(env, log);
  const connections = createConnections(proxies);
  cancellation.final.addEventListener('abort', () => void connections.close());
  const http = createHttpClient({
    dispatcher: connections.dispatcher,
    log,
    cancelled: cancellation.requested,
    proxy: namedProxy(proxies),
  });
  const runContext = await readRunContext(env);
  const idTokenEndpoint = readIdTokenEndpoint(env, log);
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
      cancellation.reportBegins();
      await connections.close();
    },
  };
}
