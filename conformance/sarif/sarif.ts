import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { requirements } from '../../__tests__/e2e/verification.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { mustRun, runProcess } from '../process.ts';
import type { Suite } from '../suite.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const CLI = join(ROOT, 'dist', 'cli.js');

/** No place on the web is known for a program that has not been released. */
const PASSED_OVER = ['SARIF2005'];

/**
 * What `verify` and `doctor` write for code scanning, by Microsoft's validator: the JSON schema of
 * SARIF 2.1.0 (OASIS), the specification's own rules, and those that GitHub refuses files by.
 */
export const sarif: Suite = {
  name: 'sarif',
  needs: ['sarifMultitool'],

  run: async ({ tools, workDir, check }) => {
    const verified = join(workDir, 'verify.sarif');
    await writeVerification(verified, workDir);
    const doctored = join(workDir, 'doctor.sarif');
    await writeDoctor(doctored, join(workDir, 'repository'));
    for (const path of [verified, doctored]) {
      const { length } = resultsOf(await readFile(path, 'utf8'));
      await check(`${path.slice(workDir.length + 1)} with ${length} results is valid`, async () => {
        const problems = await problemsOf(path, tools.sarifMultitool);
        if (length === 0 || problems.length > 0) throw new Error(problems.join('\n'));
      });
    }
    await check(
      'the validator refuses what breaks the schema, and what GitHub refuses',
      async () => {
        const spoilt = join(workDir, 'spoilt.sarif');
        const text = await readFile(verified, 'utf8');
        await writeFile(
          spoilt,
          text.replace(/"startLine": ?\d+/, '"startLine": 0').replace(/"text": ?"[^"]+"/, '"x": 1'),
        );
        const problems = (await problemsOf(spoilt, tools.sarifMultitool)).join('\n');
        if (!/ JSON10\d\d/.test(problems)) throw new Error(problems || 'it says nothing');
      },
    );
  },
};

/** A loss, a new workflow, an accepted finding, and a release that no file names. */
async function writeVerification(path: string, workDir: string): Promise<void> {
  const sandbox = await startSandbox({ historyDays: 1000 });
  try {
    const history = (name: string) =>
      sandbox
        .history(name)
        .release('1.0', { daysAgo: 300 })
        .release('1.1', { daysAgo: 100 })
        .tokenUpload('1.2', { daysAgo: 1 });
    const files = ['widget', 'odd-name', 'accepted'].map((project) => ({
      project,
      version: '1.2',
      files: history(project).files('1.2'),
    }));
    const workflow = sandbox.history('moved').release('1.0', { daysAgo: 90 });
    workflow.release('1.1', { daysAgo: 60 }).by({ workflow: 'other.yml' }).release('2.0', {});
    await writeFile(join(workDir, 'a lock – 1.txt'), requirements(files));
    await writeFile(
      join(workDir, 'provenance.toml'),
      'version = 1\n[[accept]]\nproject = "accepted"\nversion = "1.2"\nrule = "provenance-lost"\nreason = "so"\nexpires = 2999-01-01\n',
    );
    const asked = ['--index-url', sandbox.index.simpleUrl];
    const trusted = ['--custom-trusted-root', sandbox.trustConfigPath];
    const targets = ['-r', 'a lock – 1.txt', 'moved==2.0'];
    const args = ['verify', ...asked, ...trusted, '-f', 'sarif', '-o', path, ...targets];
    const { code, stderr } = await runProcess(process.execPath, [CLI, ...args], { cwd: workDir });
    if (code !== 1) throw new Error(`verify ended with ${code}\n${stderr}`);
  } finally {
    await sandbox.close();
  }
}

/** Each workflow of the tests, in one repository. */
async function writeDoctor(path: string, repository: string): Promise<void> {
  const workflows = join(repository, '.github', 'workflows');
  await mkdir(workflows, { recursive: true });
  await cp(join(ROOT, '__tests__', 'fixtures', 'workflows'), workflows, { recursive: true });
  await mustRun('git', ['init', '--quiet', repository]);
  await runProcess(process.execPath, [CLI, 'doctor', '--sarif', path], { cwd: repository });
}

function resultsOf(text: string): readonly unknown[] {
  const { runs } = JSON.parse(text) as { readonly runs: readonly { results: unknown[] }[] };
  return runs.flatMap(({ results }) => results);
}

/** Errors and warnings; notes wish for more than is known. */
async function problemsOf(path: string, multitool: string): Promise<readonly string[]> {
  const args = ['validate', path, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning'];
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const { stdout, stderr } = await runProcess(multitool, args, { env });
  if (!stdout.includes('1 files scanned')) throw new Error(`${stdout}\n${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => / (?:error|warning) [A-Z]+\d*[A-Z\d.]*/.test(line))
    .filter((line) => !PASSED_OVER.some((rule) => line.includes(rule)));
}
