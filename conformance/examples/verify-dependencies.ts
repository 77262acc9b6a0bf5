import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type RepositoryService,
  startRepository,
} from '../../sandbox/github/repository-service.ts';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type ActResult, runAct } from '../act/run-act.ts';
import { mustRun } from '../process.ts';
import type { Context } from '../suite.ts';
import { prepareExample, standIns } from './prepare.ts';

const EXAMPLE = 'verify-dependencies';
const WORKFLOW = '.github/workflows/provenance.yml';
const GIT = [
  '-c',
  'user.name=a',
  '-c',
  'user.email=a@example.invalid',
  '-c',
  'commit.gpgsign=false',
];

/** The example in pull requests: one that goes on with the publisher of before, one that does not. */
export async function checkVerifyDependencies(context: Context): Promise<void> {
  const sandbox = await startSandbox({ historyDays: 1000 });
  const github = await startRepository('acme/widget');
  try {
    const widget = sandbox
      .history('widget')
      .release('1.0', { daysAgo: 300 })
      .release('1.1', { daysAgo: 200 })
      .release('1.2', { daysAgo: 1 })
      .by({ repository: 'evil/widget', ownerId: '66', repositoryId: '77' })
      .release('2.0', { daysAgo: 1 });
    const review = (version: string) => reviewUpdate(version, widget, context, { sandbox, github });
    await context.check(`${EXAMPLE} has nothing against the publisher of before`, async () => {
      const { code, log } = await review('1.2');
      if (code !== 0 || !/1 file of 1 project: 1 verified/.test(log))
        throw new Error(`exit code ${code}\n${log}`);
    });
    await context.check(`${EXAMPLE} stops another publisher, and says who it is`, async () => {
      const { code, log } = await review('2.0');
      const isTold = /identity-changed|transferred/.test(log) && log.includes('evil/widget');
      if (code === 0 || !isTold) throw new Error(`exit code ${code}\n${log}`);
    });
  } finally {
    await Promise.all([sandbox.close(), github.close()]);
  }
}

/** Runs the example's workflow in a pull request that updates a dependency from 1.1. */
async function reviewUpdate(
  version: string,
  widget: ProjectHistory,
  { tools, workDir }: Context,
  { sandbox, github }: { readonly sandbox: Sandbox; readonly github: RepositoryService },
): Promise<ActResult> {
  const folder = join(workDir, EXAMPLE, version);
  const repository = join(folder, 'repository');
  await mkdir(folder, { recursive: true });
  await prepareExample({ example: EXAMPLE, workflow: WORKFLOW }, repository, sandbox);
  const commit = async (locked: string) => {
    const hashes = widget.files(locked).map(({ sha256 }) => `--hash=sha256:${sha256}`);
    const text = `widget==${locked} ${hashes.join(' ')}\n`;
    await writeFile(join(repository, 'requirements.txt'), text);
    await mustRun('git', [...GIT, 'commit', '--quiet', '--all', '--message', locked], {
      cwd: repository,
    });
    const sha = (await mustRun('git', ['rev-parse', 'HEAD'], { cwd: repository })).trim();
    github.commits.set(sha, { 'requirements.txt': text });
    return sha;
  };
  const base = await commit('1.1');
  const head = await commit(version);
  const event = join(folder, 'event.json');
  const payload = {
    number: 1,
    pull_request: { number: 1, base: { sha: base }, head: { sha: head } },
  };
  await writeFile(event, JSON.stringify(payload));
  return runAct({
    act: tools.act,
    repository,
    runnerDir: join(folder, 'runner'),
    env: { GITHUB_API_URL: github.url },
    token: 'sample-github-token',
    vars: {},
    workflow: WORKFLOW,
    eventName: 'pull_request',
    event,
    actions: await standIns(folder, sandbox),
  });
}
