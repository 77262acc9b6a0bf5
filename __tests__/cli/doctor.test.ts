import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { doctorDocument } from './documents.ts';
import { makeRepository, PYPROJECT } from './repository.ts';
import { documentOf, longestBreakable, runCli } from './run-cli.ts';

const PATH = '.github/workflows/release.yml';
const WORKFLOW = `on:
  push:
    tags: ["v*"]
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: acme/pypi-trusted-publish@${'b2'.repeat(20)}
`;
const roots: string[] = [];

async function repository(files: Readonly<Record<string, string>>) {
  const root = await makeRepository(files);
  roots.push(root);
  return root;
}

afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true });
});

async function doctorJson(cwd: string, ...args: string[]) {
  return v.parse(doctorDocument, documentOf(await runCli(['doctor', '--json', ...args], { cwd })));
}

describe('doctor', () => {
  test('names line, rule and fix, ends with 1, and shows what PyPI must know', async () => {
    const cwd = await repository({ [PATH]: WORKFLOW, 'pyproject.toml': PYPROJECT });
    const run = await runCli(['doctor'], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    expect(run.stdout).toMatch(
      /^\.github\/workflows\/release\.yml:5:3: warning \[no-environment\]\n/,
    );
    expect(run.stdout).toContain('  Fix: Give the job "environment: pypi"');
    expect(run.stdout).toContain('  environment  (none: leave it blank)\n');
    expect(run.stdout).toContain('Not to be seen from here');
    expect(run.stdout).toMatch(/1 workflow: 0 errors, 1 warning, 0 notes\n$/);
    expect(longestBreakable(run.stdout)).toBeLessThanOrEqual(80);
  });

  test('is the same from any folder of the repository, and for a named one', async () => {
    const cwd = await repository({ [PATH]: WORKFLOW, 'src/a/b.py': '' });
    const { stdout } = await runCli(['doctor'], { cwd });
    expect((await runCli(['doctor'], { cwd: join(cwd, 'src/a') })).stdout).toBe(stdout);
    expect((await runCli(['doctor', cwd], { cwd: roots[0] ?? '' })).stdout).toBe(stdout);
  });

  test('--ignore leaves a rule out, and then all is well', async () => {
    const cwd = await repository({ [PATH]: WORKFLOW });
    expect(await runCli(['doctor', '--ignore', 'no-environment'], { cwd })).toMatchObject({
      exitCode: 0,
    });
  });

  test('notes make nobody red', async () => {
    const noted = WORKFLOW.replace('    runs-on', '    environment: pypi\n    runs-on').replace(
      /- uses: acme.*/,
      '- run: uv publish',
    );
    const cwd = await repository({ [PATH]: noted });
    const document = await doctorJson(cwd);
    expect(document).toMatchObject({
      ok: true,
      findings: [{ rule: 'no-attestations', severity: 'note' }],
    });
  });

  test('--json has all of it', async () => {
    const cwd = await repository({ [PATH]: WORKFLOW, 'pyproject.toml': PYPROJECT });
    expect(await doctorJson(cwd)).toMatchObject({
      ok: false,
      workflows: [PATH],
      publications: [{ job: 'publish', line: 10, tool: 'pypi-trusted-publish', index: 'pypi' }],
      findings: [{ rule: 'no-environment', path: PATH, line: 5, column: 3 }],
      publishers: [
        { owner: 'acme', repository: 'widget', workflow: 'release.yml', environment: null },
      ],
      error: null,
    });
  });

  test('--sarif has the places of the findings, and every rule', async () => {
    const cwd = await repository({ [PATH]: WORKFLOW });
    await runCli(['doctor', '--sarif', 'out.sarif'], { cwd });
    const sarif: unknown = JSON.parse(await readFile(join(cwd, 'out.sarif'), 'utf8'));
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              rules: expect.arrayContaining([expect.objectContaining({ id: 'no-environment' })]),
            },
          },
          results: [
            {
              ruleId: 'no-environment',
              level: 'warning',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: PATH },
                    region: { startLine: 5, startColumn: 3 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('a repository that publishes nothing is well, and is told of init', async () => {
    const cwd = await repository({
      '.github/workflows/ci.yml': 'on: push\njobs: {a: {runs-on: x, steps: []}}\n',
    });
    const run = await runCli(['doctor'], { cwd });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('pypi-trusted-publish init');
  });

  test('without workflows there is nothing to judge, which is no good sign', async () => {
    const run = await runCli(['doctor'], { cwd: await repository({}) });
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('There are no workflows in .github/workflows');
  });
});

describe('what is hostile', () => {
  test('texts of a workflow cannot steer the terminal or the log of a job', async () => {
    const job = '  "x\\e[31m\\n::error::y\\u202e":';
    const cwd = await repository({ [PATH]: WORKFLOW.replace('  publish:', job) });
    for (const args of [['doctor'], ['doctor', '--json']]) {
      const { stdout } = await runCli(args, { cwd });
      expect(stdout).toContain('no-environment');
      expect(stdout).not.toContain('\u001b');
      expect(stdout).not.toContain('\u202e');
      expect(stdout).not.toMatch(/^\s*::/m);
    }
  });

  test('files that cannot be read as workflows are findings with a line', async () => {
    const bomb = Array.from(
      { length: 20 },
      (_, n) => `a${n}: &a${n} [${`*a${n - 1}, `.repeat(n === 0 ? 0 : 9)}]`,
    );
    const cwd = await repository({
      '.github/workflows/a.yml': '['.repeat(50_000),
      '.github/workflows/b.yml': bomb.join('\n'),
      '.github/workflows/c.yml': 'on: push\njobs:\n  a: {}\n  a: {}\n',
      '.github/workflows/d.yml': '- 1\n',
      '.github/workflows/e.yml': 'x'.repeat(2_000_000),
      [PATH]: WORKFLOW,
    });
    const { findings } = await doctorJson(cwd);
    const broken = findings.filter(({ rule }) => rule === 'unreadable-workflow');
    expect(broken.map(({ path, line }) => `${path.slice(-5)}:${line}`)).toEqual([
      'a.yml:1',
      'b.yml:6',
      'c.yml:4',
      'd.yml:1',
      'e.yml:1',
    ]);
    expect(findings.map(({ rule }) => rule)).toContain('no-environment');
  });

  test('composite actions that use each other, or lie outside, end', async () => {
    const action = (uses: string) =>
      `runs:\n  using: composite\n  steps:\n    - uses: ${uses}\n    - uses: ${uses}\n`;
    const cwd = await repository({
      [PATH]: WORKFLOW.replace(
        /- uses: acme/,
        '- uses: ./a\n      - uses: ./../../../etc\n      - uses: acme',
      ),
      'a/action.yml': action('./b'),
      'b/action.yml': action('./a'),
    });
    expect((await doctorJson(cwd)).findings.map(({ rule }) => rule)).toEqual(['no-environment']);
  });

  test('composite actions that multiply each other end', async () => {
    const actions = Array.from({ length: 9 }, (_, n) => [
      `a${n}/action.yml`,
      `runs:\n  using: composite\n  steps:\n${`    - uses: ./a${n + 1}\n`.repeat(100)}`,
    ]);
    const cwd = await repository({
      [PATH]: WORKFLOW.replace(/- uses: acme/, '- uses: ./a0\n      - uses: acme'),
      ...Object.fromEntries(actions),
    });
    expect((await doctorJson(cwd)).findings.map(({ rule }) => rule)).toEqual(['no-environment']);
  });

  test('a file of findings that cannot be written is told', async () => {
    const cwd = await repository({ [PATH]: WORKFLOW });
    const run = await runCli(['doctor', '--sarif', 'no/such/folder/x'], { cwd });
    expect(run.exitCode).toBe(1);
    // Where a line ends is a matter of how long the path is.
    expect(run.stderr.replaceAll(/\s+/g, ' ')).toContain('x cannot be written');
    expect(run.stderr).not.toContain('internal-error');
  });
});
