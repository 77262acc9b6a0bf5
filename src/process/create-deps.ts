import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import { createHttpClient } from '../http/client.ts';
import { createConnections, namedProxy, trustCertificateAuthorities } from '../http/dispatcher.ts';
import { runCancelled } from '../http/messages.ts';
import type { Log } from '../log.ts';
import type { Deps } from '../run/deps.ts';
import type { SignalCancellation } from './listen-for-cancellation.ts';
import { readProxies } from './read-proxies.ts';
import {
  type Environment,
  readGithubApi,
  readIdTokenEndpoint,
  readRunContext,
} from './run-context.ts';

/** What of a configuration shapes how a process connects. */
export interface ConnectionConfig {
  /** Additional CA certificates (PEM). */
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

/**
 * A clock on which nobody sleeps once the run is cancelled: whoever waits for another try or
 * another look gets the end instead, or would try without a pause.
 */
function endingClock(clock: Clock, cancelled: AbortSignal): Clock {
  return {
    now: () => clock.now(),
    random: () => clock.random(),
    async sleep(ms, signal) {
      await clock.sleep(ms, signal ? AbortSignal.any([signal, cancelled]) : cancelled);
      if (cancelled.aborted) throw runCancelled();
    },
  };
}

/**
 * Refuses an environment in which Node.js accepts any certificate: tokens would go to whoever
 * answers, and what is verified would come from there.
 * @throws PublishError `invalid-configuration`
 */
function requireCertificateChecks(env: Environment): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new PublishError({
    code: 'invalid-configuration',
    message:
      'The variable NODE_TLS_REJECT_UNAUTHORIZED is 0, which makes Node.js accept any certificate: tokens would be sent to any server that answers in place of the right one.',
    remedy:
      'Remove the variable from this step, its job and the runner. For a server or proxy with a private certificate authority, give that authority as `ca-file`.',
  });
}

/**
 * Trusts the certificates of the file that `ca-file` names, for the whole process.
 * @throws PublishError `invalid-configuration`
 */
async function trustCaFile(caFile: string, workspace: string): Promise<void> {
  const path = resolve(workspace, caFile);
  try {
    trustCertificateAuthorities(await readInputFile(path));
  } catch (cause) {
    const why = cause instanceof RangeError ? cause.message : 'it cannot be read';
    throw new PublishError({
      code: 'invalid-configuration',
      message: `\`ca-file\` names ${path}: ${why}.`,
      remedy: 'Give a file of PEM certificates, or leave the input out.',
      cause,
    });
  }
}

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  // An aborted sleep is over early; that is no error.
  sleep: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
