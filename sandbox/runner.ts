import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Claims } from './github/claims.ts';

/** The folders and files that a runner makes for a job and a step. */
export interface Runner {
  readonly workspace: string;
  readonly temp: string;
  /** GITHUB_EVENT_PATH and the files for commands, by variable. */
  readonly files: Readonly<Record<CommandFile | 'GITHUB_EVENT_PATH', string>>;
}

const COMMAND_FILES = [
  'GITHUB_OUTPUT',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_STATE',
  'GITHUB_ENV',
  'GITHUB_PATH',
] as const;

type CommandFile = (typeof COMMAND_FILES)[number];

const text = (claims: Claims, name: string): string =>
  typeof claims[name] === 'string' ? claims[name] : '';

/** Makes the folders and files of a job below `directory`, which must exist. */
export async function makeRunner(directory: string, claims: Claims): Promise<Runner> {
  const workspace = join(directory, 'workspace');
  const temp = join(directory, 'temp');
  const commands = join(temp, '_runner_file_commands');
  const eventPath = join(temp, '_github_workflow', 'event.json');
  await mkdir(join(workspace, 'dist'), { recursive: true });
  await mkdir(commands, { recursive: true });
  await mkdir(join(temp, '_github_workflow'), { recursive: true });
  const paths = COMMAND_FILES.map((name) => [name, join(commands, name.toLowerCase())] as const);
  for (const [, path] of paths) await writeFile(path, '');
  await writeFile(eventPath, JSON.stringify(event(claims), null, 2));
  const files = { ...Object.fromEntries(paths), GITHUB_EVENT_PATH: eventPath };
  return { workspace, temp, files: files as Runner['files'] };
}

/** The webhook payload of the event, as far as anything reads it. */
function event(claims: Claims): object {
  const [owner = '', name = ''] = text(claims, 'repository').split('/');
  const visibility = text(claims, 'repository_visibility');
  return {
    ref: text(claims, 'ref'),
    after: text(claims, 'sha'),
    repository: {
      id: Number(text(claims, 'repository_id')),
      name,
      full_name: `${owner}/${name}`,
      private: visibility !== 'public',
      visibility,
      html_url: `https://github.com/${owner}/${name}`,
      fork: false,
      owner: { login: owner, id: Number(text(claims, 'repository_owner_id')) },
    },
    sender: { login: text(claims, 'actor'), id: Number(text(claims, 'actor_id')) },
  };
}

/** The variables that a runner sets for a job with these claims (GitHub's "Variables reference"). */
export function runnerEnvironment(runner: Runner, claims: Claims): Record<string, string> {
  const ref = text(claims, 'ref');
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__acme_pypi-trusted-publish',
    GITHUB_ACTOR: text(claims, 'actor'),
    GITHUB_ACTOR_ID: text(claims, 'actor_id'),
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: text(claims, 'base_ref'),
    GITHUB_EVENT_NAME: text(claims, 'event_name'),
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: text(claims, 'head_ref'),
    GITHUB_JOB: 'publish',
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|tags)\//, ''),
    GITHUB_REF_PROTECTED: text(claims, 'ref_protected'),
    GITHUB_REF_TYPE: text(claims, 'ref_type'),
    GITHUB_REPOSITORY: text(claims, 'repository'),
    GITHUB_REPOSITORY_ID: text(claims, 'repository_id'),
    GITHUB_REPOSITORY_OWNER: text(claims, 'repository_owner'),
    GITHUB_REPOSITORY_OWNER_ID: text(claims, 'repository_owner_id'),
    GITHUB_RUN_ATTEMPT: text(claims, 'run_attempt'),
    GITHUB_RUN_ID: text(claims, 'run_id'),
    GITHUB_RUN_NUMBER: text(claims, 'run_number'),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: text(claims, 'sha'),
    GITHUB_TRIGGERING_ACTOR: text(claims, 'actor'),
    GITHUB_WORKFLOW: text(claims, 'workflow'),
    GITHUB_WORKFLOW_REF: text(claims, 'workflow_ref'),
    GITHUB_WORKFLOW_SHA: text(claims, 'workflow_sha'),
    GITHUB_WORKSPACE: runner.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: text(claims, 'runner_environment'),
    RUNNER_NAME: 'sandbox',
    RUNNER_OS: RUNNER_OS[process.platform] ?? 'Linux',
    RUNNER_TEMP: runner.temp,
    ...runner.files,
  };
}

const RUNNER_OS: Readonly<Record<string, string>> = { darwin: 'macOS', win32: 'Windows' };
