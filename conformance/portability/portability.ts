import { access, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import { writeSampleDistributions } from '../../sandbox/sample/distributions.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { mustRun, runProcess } from '../process.ts';
import type { Suite } from '../suite.ts';
import { ended } from './ended.ts';
import { checkWindowsPaths } from './windows-paths.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const READ_ONLY = join(import.meta.dirname, 'read-only.ts');

/** The actions and the command under the oldest Node.js that a runner brought, in bare places. */
export const portability: Suite = {
  name: 'portability',
  needs: ['oldestNode'],

  run: async (context) => {
    const {
      tools: { oldestNode },
      workDir,
      check,
    } = context;
    await mkdir(join(workDir, 'sample'));
    const files = await writeSampleDistributions(join(workDir, 'sample'));
    const withSandbox = (options: Partial<PublishOptions>) => async () => {
      const sandbox = await startSandbox();
      try {
        await expectPublished(await publish(sandbox, { files, ...options }), files.length);
      } finally {
        await sandbox.close();
      }
    };
    const program = [oldestNode] as const;
    await check('the oldest Node.js publishes', withSandbox({ program }));
    await check(
      'so it does without PATH, HOME and RUNNER_TEMP',
      withSandbox({ program, env: { PATH: '', HOME: undefined, RUNNER_TEMP: undefined } }),
    );
    await check('it signs', async () => {
      const sandbox = await startSandbox();
      try {
        const run = await publish(sandbox, {
          files,
          program,
          action: 'attest',
          inputs: { paths: 'dist/*' },
        });
        ended(run);
        const written = (await readdir(join(run.workspace, 'dist'))).length;
        if (written !== 2 * files.length) throw new Error(`${written} files in dist`);
      } finally {
        await sandbox.close();
      }
    });
    await check('it runs the command', async () => {
      const cli = join(ROOT, 'dist', 'cli.js');
      await mustRun(oldestNode, [cli, 'inspect', '--json', ...files]);
    });
    await check(
      'a workspace that cannot be written is no obstacle',
      withSandbox({
        program: ['unshare', '--map-root-user', '--mount', process.execPath, READ_ONLY],
      }),
    );
    await check('and it could not be written indeed', async () => {
      const workspace = join(workDir, 'read-only');
      await mkdir(workspace);
      const touch = join(import.meta.dirname, 'touch.ts');
      const { code } = await runProcess(
        'unshare',
        ['--map-root-user', '--mount', process.execPath, READ_ONLY, touch],
        { cwd: workspace, env: { ...process.env, GITHUB_WORKSPACE: workspace } },
      );
      const written = await access(join(workspace, 'touched')).then(
        () => true,
        () => false,
      );
      if (code === 0 || written) throw new Error('a file was written');
    });
    await checkWindowsPaths(files, context);
  },
};

async function expectPublished(run: PublishRun, count: number): Promise<void> {
  ended(run);
  const { 'uploaded-count': uploaded } = run.outputs;
  if (uploaded !== String(count)) throw new Error(`${uploaded} uploaded\n${run.stdout}`);
  const left = await readdir(run.workspace);
  if (left.join() !== 'dist') throw new Error(`left in the workspace: ${left.join(', ')}`);
}
