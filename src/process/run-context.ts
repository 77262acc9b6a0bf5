import * as v from 'valibot';
import { readInputFile } from '../files/input-file.ts';
import type { GithubApi } from '../github/attestation-store.ts';
import { isSecureUrl } from '../http/url.ts';
import type { IdTokenEndpoint } from '../identity/id-token.ts';
import type { RunContext } from '../identity/run-context.ts';
import type { Log } from '../log.ts';
import type { Environment } from './environment.ts';

const repositorySchema = v.nullish(v.object({ full_name: v.string() }));
const eventSchema = v.object({
  pull_request: v.optional(v.object({ head: v.object({ repo: repositorySchema }) })),
});

/** What the runner says about this run. */
export async function readRunContext(env: Environment): Promise<RunContext> {
  return {
    isGithubJob: env['GITHUB_ACTIONS'] === 'true',
    eventName: env['GITHUB_EVENT_NAME'],
    repository: env['GITHUB_REPOSITORY'],
    ref: env['GITHUB_REF'],
    workflowRef: env['GITHUB_WORKFLOW_REF'],
    headRepository: await headRepository(env['GITHUB_EVENT_PATH']),
  };
}

/** Where ID tokens come from; undefined where the job has no `id-token: write`. */
export function readIdTokenEndpoint(env: Environment): IdTokenEndpoint | undefined {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  return url && requestToken ? { url, requestToken } : undefined;
}

/** GitHub's API for the repository of this run; undefined without a token. The token is masked. */
export function readGithubApi(
  env: Environment,
  token: string | undefined,
  log: Pick<Log, 'secret'>,
): GithubApi | undefined {
  const repository = env['GITHUB_REPOSITORY'];
  const url = URL.parse(env['GITHUB_API_URL'] ?? 'https://api.github.com');
  if (!token?.trim() || !repository || !url || !isSecureUrl(url)) return undefined;
  log.secret(token.trim());
  return { url: url.href, token: token.trim(), repository };
}

/** The event's payload is read for messages only: one that cannot be read is no trouble. */
async function headRepository(path: string | undefined): Promise<string | null | undefined> {
  if (!path) return undefined;
  try {
    const event = v.parse(eventSchema, JSON.parse(await readInputFile(path)));
    if (!event.pull_request) return undefined;
    return event.pull_request.head.repo?.full_name ?? null;
  } catch {
    return undefined;
  }
}
