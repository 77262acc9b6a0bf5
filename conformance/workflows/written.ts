import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';

const CLI = resolve(import.meta.dirname, '..', '..', 'dist', 'cli.js');

const pyproject = (...requires: readonly string[]) =>
  `[project]\nname = "spam"\n[build-system]\nrequires = ${JSON.stringify(requires)}\n`;

/** A project of each kind that `init` tells apart, and the options that it is given. */
const PROJECTS: readonly (readonly [name: string, pyproject: string, ...options: string[]])[] = [
  ['pure', pyproject('hatchling')],
  ['version-from-git', pyproject('hatchling', 'hatch-vcs'), '--testpypi'],
  ['extension', pyproject('setuptools', 'cython')],
  ['rust', pyproject('maturin'), '--testpypi', '--branch=trunk'],
  ['finished', pyproject('flit_core'), `--action=acme/pypi-trusted-publish@${'a1'.repeat(20)}`],
  ['other-names', pyproject('setuptools'), '--environment=release', '--tags=release-*'],
  ['inner', pyproject('hatchling'), 'packages/inner'],
  ['inner-extension', pyproject('scikit-build-core'), 'packages/inner'],
];

/**
 * The workflows that `init` writes.
 * @returns their paths
 */
export async function writtenWorkflows(workDir: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [name, text, ...options] of PROJECTS) {
    const root = join(workDir, name);
    const [folder = '.'] = options.filter((option) => !option.startsWith('--'));
    await mkdir(join(root, folder), { recursive: true });
    await mkdir(join(root, '.git'));
    await writeFile(join(root, folder, 'pyproject.toml'), text);
    const args = [CLI, 'init', '--json', ...options];
    const { path } = JSON.parse(await mustRun(process.execPath, args, { cwd: root })) as {
      path: string;
    };
    paths.push(join(root, path));
  }
  return paths;
}
