import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { expression } from '../../src/workflows/release/build-jobs.ts';
import { initDocument } from './documents.ts';
import { makeRepository, PYPROJECT } from './repository.ts';
import { documentOf, longestBreakable, runCli } from './run-cli.ts';

const WORKFLOW = '.github/workflows/release.yml';
const ACTION = `acme/pypi-trusted-publish@${'a1'.repeat(20)}`;
const roots: string[] = [];

async function repository(files: Readonly<Record<string, string>>, origin?: string) {
  const root = await makeRepository(files, origin);
  roots.push(root);
  return root;
}

afterEach(async () => {
  for (const root of roots.splice(0)) await rm(root, { recursive: true });
});

async function initJson(cwd: string, ...args: string[]) {
  const run = await runCli(['init', '--json', ...args], { cwd });
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return v.parse(initDocument, documentOf(run));
}

describe('init', () => {
  test('writes a workflow that doctor finds nothing in, and shows the form', async () => {
    const cwd = await repository({ 'pyproject.toml': PYPROJECT });
    const run = await runCli(['init', '--action', ACTION], { cwd });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/^Written \.github\/workflows\/release\.yml\n/);
    expect(run.stdout).toContain(
      '  owner        acme\n  repository   widget\n  workflow     release.yml\n  environment  pypi\n',
    );
    const form =
      'provider=github&owner=acme&repository=widget&workflow_filename=release.yml&environment=pypi';
    expect(run.stdout).toContain(
      `https://pypi.org/manage/project/Spam.Eggs/settings/publishing/?${form}\n`,
    );
    expect(run.stdout).toContain(
      `https://pypi.org/manage/account/publishing/?${form}&project_name=Spam.Eggs\n`,
    );
    expect(run.stdout).toContain('git tag v1.0 && git push origin v1.0\n');
    expect(longestBreakable(run.stdout)).toBeLessThanOrEqual(80);
    expect(await readFile(join(cwd, WORKFLOW), 'utf8')).toContain(`uses: ${ACTION}\n`);
    const doctor = await runCli(['doctor'], { cwd });
    expect(doctor.stdout).toContain('1 workflow: 0 errors, 0 warnings, 0 notes');
    expect(doctor.exitCode).toBe(0);
  });

  test('leaves a workflow alone that is there, unless it is forced', async () => {
    const cwd = await repository({ 'pyproject.toml': PYPROJECT, [WORKFLOW]: 'mine' });
    const refused = await runCli(['init'], { cwd });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('it was left as it is');
    expect(refused.stderr).toContain('--force');
    expect(await readFile(join(cwd, WORKFLOW), 'utf8')).toBe('mine');
    expect(await initJson(cwd, '--force')).toMatchObject({ ok: true, written: true });
    expect(await readFile(join(cwd, WORKFLOW), 'utf8')).toContain('name: release\n');
  });

  test('--dry-run shows what it would write', async () => {
    const cwd = await repository({ 'pyproject.toml': PYPROJECT, [WORKFLOW]: 'mine' });
    const document = await initJson(cwd, '--dry-run');
    expect(document).toMatchObject({ written: false, unfinished: true, path: WORKFLOW });
    expect((await runCli(['init', '--dry-run'], { cwd })).stdout).toContain(document.workflow);
    expect(await readFile(join(cwd, WORKFLOW), 'utf8')).toBe('mine');
  });

  test('--testpypi has an environment and a publisher of its own', async () => {
    const cwd = await repository({ 'pyproject.toml': PYPROJECT });
    const { publishers, workflow } = await initJson(cwd, '--testpypi', '--branch', 'trunk');
    expect(publishers.map(({ index, environment }) => [index, environment])).toEqual([
      ['PyPI', 'pypi'],
      ['TestPyPI', 'testpypi'],
    ]);
    expect(publishers[1]?.['existing-project']).toMatch(/^https:\/\/test\.pypi\.org\//);
    expect(workflow).toContain('    branches: ["trunk"]\n');
  });

  test('extension modules get cibuildwheel, and --wheels says otherwise', async () => {
    const setup =
      'from setuptools import setup, Extension\nsetup(name="egg", ext_modules=[Extension("e", ["e.c"])])\n';
    const cwd = await repository({ 'setup.py': setup });
    const found = await initJson(cwd, '--dry-run');
    expect(found.workflow).toContain('pypa/cibuildwheel@');
    expect(found.project).toMatchObject({
      name: 'egg',
      'platform-wheels': 'setup.py names extension modules',
    });
    expect((await initJson(cwd, '--dry-run', '--wheels', 'pure')).workflow).not.toContain(
      'cibuildwheel',
    );
  });

  test('of a monorepo it takes the folder that is named, and tells the others', async () => {
    const cwd = await repository({
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      'packages/spam/pyproject.toml': PYPROJECT,
      'packages/ham/pyproject.toml': PYPROJECT.replace('Spam.Eggs', 'ham'),
    });
    const nowhere = await runCli(['init'], { cwd });
    expect(nowhere.exitCode).toBe(1);
    expect(nowhere.stderr).toContain('There are: packages/ham, packages/spam');
    const document = await initJson(cwd, 'packages/spam');
    expect(document).toMatchObject({
      path: '.github/workflows/release-spam-eggs.yml',
      others: [{ directory: 'packages/ham', name: 'ham' }],
    });
    expect(document.workflow).toContain('tags: ["spam-eggs-v*"]');
    expect(document.workflow).toContain('pipx run build --outdir dist packages/spam\n');
    const inside = await initJson(join(cwd, 'packages/ham'));
    expect(inside.path).toBe('.github/workflows/release-ham.yml');
  });

  test('where git knows no GitHub, the form says what is unknown', async () => {
    const cwd = await repository({ 'pyproject.toml': PYPROJECT }, 'https://gitlab.com/acme/widget');
    expect((await initJson(cwd)).publishers).toMatchObject([
      { owner: null, 'existing-project': null, 'pending-project': null },
    ]);
    expect((await runCli(['init', '--force'], { cwd })).stdout).toContain(
      'no remote "origin" on GitHub',
    );
    const named = await initJson(cwd, '--dry-run', '--repository', 'me/mine');
    expect(named.publishers).toMatchObject([{ owner: 'me', repository: 'mine' }]);
  });
});

describe('what is hostile', () => {
  test('a name in a project cannot steer the terminal, nor get into the workflow', async () => {
    const name = `x\\u001b[31m${expression('github.token')}\\n::error::y`;
    const cwd = await repository({ 'pyproject.toml': PYPROJECT.replace('Spam.Eggs', name) });
    const run = await runCli(['init'], { cwd });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout).not.toMatch(/^\s*::/m);
    expect(await readFile(join(cwd, WORKFLOW), 'utf8')).not.toContain('github.token');
  });

  test('a folder that a shell would not take as one is refused', async () => {
    const cwd = await repository({ 'a;id/pyproject.toml': PYPROJECT });
    const run = await runCli(['init', 'a;id'], { cwd });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('mean something to a shell');
  });

  test('a broken pyproject.toml is told with its line', async () => {
    const cwd = await repository({ 'pyproject.toml': '[project\n' });
    const run = await runCli(['init'], { cwd });
    expect(run).toMatchObject({ exitCode: 1, stdout: '' });
    expect(run.stderr).toContain('pyproject.toml cannot be read');
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  test('a link to a file elsewhere is not read', async () => {
    const cwd = await repository({ 'setup.cfg': '[metadata]\nname = here\n' });
    const elsewhere = await repository({ 'pyproject.toml': PYPROJECT });
    await symlink(join(elsewhere, 'pyproject.toml'), join(cwd, 'pyproject.toml'));
    expect((await initJson(cwd, '--dry-run')).project.name).toBe('here');
  });

  test('a folder that cannot be written to is told', async () => {
    const cwd = await repository({ 'pyproject.toml': PYPROJECT });
    await writeFile(join(cwd, '.github'), 'a file');
    const run = await runCli(['init'], { cwd });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('cannot be written');
  });
});
