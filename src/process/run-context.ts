import * as v from 'valibot';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import type { GithubApi } from '../github/attestation-store.ts';
import type { IdTokenEndpoint } from '../github/id-token.ts';
import type { RunContext } from '../github/run-context.ts';
import { isHeaderText, isSecureUrl } from '../http/url.ts';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { parseJson } from '../json/strict-json.ts';
import type { Log } from '../log.ts';

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

/** Where ID tokens come from; undefined where the job has no `id-token: write`. The token is masked. */
export function readIdTokenEndpoint(
  env: Environment,
  log: Pick<Log, 'secret'>,
): IdTokenEndpoint | undefined {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!url || !requestToken) return undefined;
  log.secret(requestToken);
  return { url, requestToken };
}

/**
 * GitHub's API for the repository of this run; undefined without a token. The token is masked.
 * @throws PublishError `invalid-configuration` for a token that no header can hold
 */
export function readGithubApi(
  env: Environment,
  token: string | undefined,
  log: Pick<Log, 'secret'>,
): GithubApi | undefined {
  const trimmed = token?.trim();
  if (!trimmed) return undefined;
  log.secret(trimmed);
  if (!isHeaderText(trimmed)) {
    throw new PublishError({
      code: 'invalid-configuration',
      message:
        'The GitHub token (`github-token`) contains a space, a line break or another character that no token has.',
      remedy: 'Leave `github-token` out for the token of the job, or give the token alone.',
    });
  }
  const repository = env['GITHUB_REPOSITORY'];
  const url = URL.parse(env['GITHUB_API_URL'] ?? 'https://api.github.com');
  if (!repository || !url || !isSecureUrl(url)) return undefined;
  return { url: url.href, token: trimmed, repository };
}

/** The event's payload is read for messages only: one that cannot be read is no trouble. */
async function headRepository(path: string | undefined): Promise<string | null | undefined> {
  if (!path) return undefined;
  try {
    const event = v.parse(
      eventSchema,
      parseJson(await readInputFile(path), JSON_LIMITS.event),
      FIRST_ISSUE,
    );
    if (!event.pull_request) return undefined;
    return event.pull_request.head.repo?.full_name ?? null;
  } catch {
    return undefined;
  }
}

/** Variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;
