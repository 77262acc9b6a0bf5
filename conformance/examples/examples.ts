import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { idTokenVariables, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { runAct } from '../act/run-act.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context, Suite } from '../suite.ts';
import { EXAMPLE_RUNS, type ExampleRun } from './example-runs.ts';
import { prepareExample, standIns } from './prepare.ts';
import { checkVerifyDependencies } from './verify-dependencies.ts';

/** The workflows of examples/ and of the documents, run by act from the push to the index. */
export const examples: Suite = {
  name: 'examples',
  needs: ['python', 'act'],

  run: async (context) => {
    for (const run of EXAMPLE_RUNS) {
      const name = run.document === undefined ? run.example : `the workflow of ${run.document}`;
      await context.check(`${name} builds, and publishes what it built`, async () => {
        // A build need not give the same bytes twice: each has an index of its own.
        const sandbox = await startSandbox();
        try {
          for (const { project } of EXAMPLE_RUNS) sandbox.registerPublisher({ project });
          await publishExample(run, context, sandbox);
        } finally {
          await sandbox.close();
        }
      });
    }
    await checkVerifyDependencies(context);
  },
};

async function publishExample(
  run: ExampleRun,
  { tools, workDir, cacheDir }: Context,
  sandbox: Sandbox,
): Promise<void> {
  const { example, document = 'example', workflow, ref, project, files } = run;
  const folder = join(workDir, example, document.replaceAll('/', '-'));
  const repository = join(folder, 'repository');
  const store = join(folder, 'artifacts');
  await prepareExample(run, repository, sandbox);
  const actions = await standIns(folder, sandbox);
  const event = join(folder, 'event.json');
  await writeFile(event, JSON.stringify({ ref }));
  const job = {
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
  };
  const start = `${project.replaceAll('-', '_')}-1.0.0`;
  const publishes = async (count: number) => {
    // Artifacts belong to one run.
    await rm(store, { recursive: true, force: true });
    await mkdir(store, { recursive: true });
    const { code, log } = await runAct(job);
    if (code !== 0) throw new Error(`exit code ${code}\n${log}`);
    const published = sandbox.index.files.filter(({ filename }) => filename.startsWith(start));
    equal({ files: published.length }, { files: count });
  };
  if (run.isDryRunFirst) {
    await publishes(0);
    await removeDryRun(join(repository, workflow));
  }
  await publishes(files);
}

/** As the quickstart says: "remove this line to publish". */
async function removeDryRun(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const changed = text.replace(/\n +with:\n +dry-run: true[^\n]*/, '');
  if (changed === text) throw new Error(`${path} has no step with dry-run alone`);
  await writeFile(path, changed);
}
