import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActResult, runAct } from '../act/run-act.ts';
import { mustRun } from '../process.ts';

const STAND_INS = join(import.meta.dirname, 'stand-ins');
const ARTIFACTS = join(import.meta.dirname, '..', 'examples', 'stand-ins');
const REMOTE = 'https://github.com/acme/widget';

/** What starts a workflow. */
interface Start {
  readonly workflow: string;
  readonly eventName: 'push' | 'pull_request';
  readonly payload: object;
}

/** A repository whose origin, under the name of one on GitHub, is a folder. */
export interface PushedRepository {
  readonly git: (...args: string[]) => Promise<string>;
  readonly run: (act: string, start: Start) => Promise<ActResult>;
  /** The names of the files that were attested, one a line; empty where it did not come to that. */
  readonly attested: () => Promise<string>;
  /** Calls of `gh`, one a line. */
  readonly asked: () => Promise<string>;
}

interface Change {
  /** Changes what is committed. */
  readonly before?: ((repository: string) => Promise<void>) | undefined;
  readonly tag?: string;
  /** A branch beside `main`, which is checked out. */
  readonly branch?: string;
}

/** Commits a copy of a folder, without what npm installed there, and pushes it. */
export async function pushRepository(
  source: string,
  folder: string,
  { before, tag, branch }: Change,
): Promise<PushedRepository> {
  const repository = join(folder, 'repository');
  const origin = join(folder, 'origin.git');
  const installed = join(source, 'node_modules');
  await cp(source, repository, { recursive: true, filter: (path) => path !== installed });
  await before?.(repository);
  const env = {
    ASKED_OF_GH: join(folder, 'gh.txt'),
    ATTESTED: join(folder, 'attested.txt'),
    ARTIFACT_STORE: join(folder, 'artifacts'),
    GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
    REAL_NPM: (await mustRun('which', ['npm'])).trim(),
  };
  await mkdir(env.ARTIFACT_STORE);
  const user = '[user]\n\tname = octocat\n\temail = octocat@example.invalid\n';
  await writeFile(
    env.GIT_CONFIG_GLOBAL,
    `[url "${origin}"]\n\tinsteadOf = ${REMOTE}\n${user}[commit]\n\tgpgsign = false\n`,
  );
  const git = async (...args: string[]) =>
    (await mustRun('git', args, { cwd: repository, env: { ...process.env, ...env } })).trim();
  await git('init', '--quiet', '--bare', '--initial-branch=main', origin);
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=Changes');
  await git('remote', 'add', 'origin', REMOTE);
  await git('push', '--quiet', 'origin', 'main');
  if (branch !== undefined) {
    await git('checkout', '--quiet', '-b', branch);
    await git('push', '--quiet', 'origin', branch);
  }
  if (tag !== undefined) {
    await git('tag', tag);
    await git('push', '--quiet', 'origin', tag);
  }
  await git('fetch', '--quiet');
  const programs = join(folder, 'programs');
  await cp(join(STAND_INS, 'programs'), programs, { recursive: true });
  await writeFile(join(programs, 'package.json'), '{"type":"module"}');
  for (const program of ['gh', 'npm']) await chmod(join(programs, program), 0o755);
  const written = (path: string) => readFile(path, 'utf8').catch(() => '');
  return {
    git,
    attested: () => written(env.ATTESTED),
    asked: () => written(env.ASKED_OF_GH),
    async run(act, { workflow, eventName, payload }) {
      const event = join(folder, 'event.json');
      await writeFile(event, JSON.stringify(payload));
      return runAct({
        act,
        repository,
        runnerDir: join(folder, 'runner'),
        env,
        vars: {},
        workflow,
        eventName,
        event,
        actions: await actions(repository, workflow),
        programs: [programs],
      });
    },
  };
}

/** Stand-ins for the actions of a workflow, by what its `uses:` say. */
async function actions(repository: string, workflow: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(repository, workflow), 'utf8');
  const used = [...text.matchAll(/uses: (actions\/([\w-]+)@\w+)/g)].map(
    ([, uses = '', name = '']) => [uses, name] as const,
  );
  const folders: Readonly<Record<string, string>> = {
    // Without another commit to check out, act takes a copy by itself.
    ...(/^ +ref: /m.test(text) ? { checkout: join(STAND_INS, 'checkout') } : {}),
    'setup-node': join(STAND_INS, 'setup-node'),
    attest: join(STAND_INS, 'attest'),
    'upload-artifact': join(ARTIFACTS, 'upload-artifact'),
    'download-artifact': join(ARTIFACTS, 'download-artifact'),
  };
  return new Map(
    used.flatMap(([uses, name]) => {
      const folder = folders[name];
      return folder === undefined ? [] : [[uses, folder] as const];
    }),
  );
}
