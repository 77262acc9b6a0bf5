import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { idTokenVariables, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { runAct } from '../act/run-act.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context, Suite } from '../suite.ts';
import { EXAMPLE_RUNS, type ExampleRun } from './example-runs.ts';
import { prepareExample, standIns } from './prepare.ts';

/** The workflows of examples/, run by act from the push to the index. */
export const examples: Suite = {
  name: 'examples',
  needs: ['python', 'act'],

  run: async (context) => {
    const sandbox = await startSandbox();
    try {
      const actions = await standIns(context.workDir, sandbox);
      for (const run of EXAMPLE_RUNS) {
        sandbox.registerPublisher({ project: run.project });
        await context.check(`${run.example} builds, and publishes what it built`, () =>
          publishExample(run, context, sandbox, actions),
        );
      }
    } finally {
      await sandbox.close();
    }
  },
};

async function publishExample(
  { example, workflow, ref, project, files }: ExampleRun,
  { tools, workDir, cacheDir }: Context,
  sandbox: Sandbox,
  actions: ReadonlyMap<string, string>,
): Promise<void> {
  const folder = join(workDir, example);
  const repository = join(folder, 'repository');
  const store = join(folder, 'artifacts');
  await mkdir(store, { recursive: true });
  await prepareExample(example, repository, sandbox);
  const event = join(folder, 'event.json');
  await writeFile(event, JSON.stringify({ ref }));
  const { code, log } = await runAct({
    act: tools.act,
    repository,
    runnerDir: join(folder, 'runner'),
    env: {
      ...idTokenVariables(sandbox.github),
      ARTIFACT_STORE: store,
      PIPX_HOME: join(cacheDir, 'pipx'),
    },
    vars: {},
    workflow,
    event,
    actions,
    programs: [dirname(tools.python)],
  });
  if (code !== 0) throw new Error(`exit code ${code}\n${log}`);
  const start = `${project.replaceAll('-', '_')}-1.0.0`;
  const published = sandbox.index.files.filter(({ filename }) => filename.startsWith(start));
  equal({ files: published.length }, { files });
}
