// npm run examples: writes the workflows of examples/ that init writes for their projects.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findProjects } from '../src/setup/find-projects.ts';
import { parseInitConfig } from '../src/setup/init-config.ts';
import { RepositoryFiles } from '../src/setup/repository.ts';
import { releasePlan } from '../src/setup/workflow-plan.ts';
import { releaseWorkflow } from '../src/workflows/release/release-workflow.ts';

const EXAMPLES = resolve(import.meta.dirname, '../examples');

/** The examples whose workflows are written, and the options that they are written with. */
const WRITTEN: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['build-once', {}],
  ['cibuildwheel', {}],
  ['testpypi', { testpypi: 'true' }],
  ['monorepo', {}],
]);

/** The text of every workflow that is written, by its path below examples/. */
export function exampleWorkflows(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, options] of WRITTEN) {
    const root = join(EXAMPLES, name);
    const config = parseInitConfig(new Map(Object.entries(options)), root);
    for (const found of findProjects(new RepositoryFiles(root))) {
      const { workflow, settings } = releasePlan(found, config);
      texts.set(`${name}/.github/workflows/${workflow}`, releaseWorkflow(settings));
    }
  }
  return texts;
}

if (import.meta.main) {
  for (const [path, text] of exampleWorkflows()) {
    mkdirSync(dirname(join(EXAMPLES, path)), { recursive: true });
    writeFileSync(join(EXAMPLES, path), text);
    console.log(`examples/${path}`);
  }
}
