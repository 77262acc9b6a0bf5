import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { mustRun, runProcess } from '../process.ts';
import type { Suite } from '../suite.ts';
import { type DocumentedYaml, documentedYaml, lintable } from './documented.ts';
import { writtenWorkflows } from './written.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** Workflows that run here, and those that users copy from the documentation. */
const WORKFLOWS = ['.github/workflows/*.yml', 'examples/*/.github/workflows/*.yml'];
/** Where workflows are shown. */
const DOCUMENTS = ['*.md', 'docs/**/*.md', 'examples/**/*.md'];
const OTHERS = [
  'action.yml',
  '{attest,verify}/action.yml',
  'examples/*/*/action.yml',
  '.github/dependabot.yml',
];

/** What both linters must refuse, so that they are known to look. */
const BAD = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: echo \${{ github.event.head_commit.message }}
`;

/** What actionlint does not know yet: `uses: $/…` (rhysd/actionlint#711). */
const SELF_REPOSITORY = [
  String.raw`-ignore=^specifying action "\$/`,
  String.raw`-ignore=^reusable workflow call "\$/`,
];

/** zizmor knows by its place what a file is. */
function placeOf({ kind }: DocumentedYaml, folder: string): string {
  return kind === 'action'
    ? join(folder, 'action.yml')
    : join(folder, '.github', 'workflows', 'documented.yml');
}

async function find(patterns: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of glob(patterns, { cwd: ROOT })) {
    paths.push(path);
  }
  return paths.sort();
}

/** Workflows and action metadata, read by actionlint and zizmor. */
export const workflows: Suite = {
  name: 'workflows',
  needs: ['python', 'actionlint'],

  run: async ({ tools, workDir, check }) => {
    // actionlint's shell and Python linters are not on every machine: without them, one verdict.
    const actionlint = [
      tools.actionlint,
      '-shellcheck=',
      '-pyflakes=',
      ...SELF_REPOSITORY,
    ] as const;
    const zizmorProgram = join(dirname(tools.python), 'zizmor');
    const zizmor = [zizmorProgram, '--offline', '--no-progress', '--persona=pedantic'] as const;
    const lint = ([program, ...options]: readonly [string, ...string[]], file: string) =>
      runProcess(program, [...options, file], { cwd: ROOT });

    const files = [...(await find(WORKFLOWS)), ...(await writtenWorkflows(workDir))];
    const bad = join(workDir, '.github', 'workflows', 'bad.yml');
    await mkdir(dirname(bad), { recursive: true });
    await writeFile(bad, BAD);
    for (const [name, linter, inputs, refusal] of [
      ['actionlint', actionlint, files, 'potentially untrusted'],
      ['zizmor', zizmor, [...files, ...(await find(OTHERS))], 'template-injection'],
    ] as const) {
      await check(`${name} refuses a bad workflow`, async () => {
        const { code, stdout } = await lint(linter, bad);
        if (code === 0 || !stdout.includes(refusal)) {
          throw new Error(`exit code ${code}\n${stdout}`);
        }
      });
      for (const file of inputs) {
        await check(`${name} has nothing to say about ${file}`, async () => {
          const { code, stdout, stderr } = await lint(linter, file);
          if (code !== 0) {
            throw new Error(stdout + stderr);
          }
        });
      }
    }
    for (const document of await find(DOCUMENTS)) {
      const markdown = await readFile(join(ROOT, document), 'utf8');
      for (const block of documentedYaml(markdown)) {
        const text = lintable(block);
        if (text === undefined) continue;
        const name = `${document}:${block.line}`;
        if (block.kind !== 'action') {
          await check(`actionlint has nothing to say about ${name}`, async () => {
            const [program, ...options] = actionlint;
            await mustRun(program, [...options, '-'], { input: text });
          });
        }
        await check(`zizmor has nothing to say about ${name}`, async () => {
          const file = placeOf(block, join(workDir, 'documented', name.replaceAll(/[/:]/g, '-')));
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, text);
          // Pedantry is for what is copied whole: examples/, and what init writes.
          await mustRun(zizmorProgram, ['--offline', '--no-progress', file]);
        });
      }
    }
  },
};
