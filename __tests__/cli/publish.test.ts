import { copyFile, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import type { Variables } from '../../sandbox/sandbox.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { sdist, wheel, write } from '../e2e/release.ts';
import { openSandbox } from '../open-sandbox.ts';
import { publishDocument } from './documents.ts';
import { type CliRun, documentOf, runCli } from './run-cli.ts';

const sandbox = await openSandbox();

/** A folder with a `dist/`, to run in. */
async function project(distributions: readonly BuiltDistribution[]): Promise<string> {
  const cwd = await mkdtemp(join(sandbox.directory, 'project-'));
  await mkdir(join(cwd, 'dist'));
  for (const path of await write(sandbox, distributions)) {
    await copyFile(path, join(cwd, 'dist', basename(path)));
  }
  return cwd;
}

const there = () => [
  'publish',
  '--repository-url',
  sandbox.index.uploadUrl,
  '--sigstore-trust-config',
  sandbox.trustConfigPath,
];

interface Options {
  readonly args?: readonly string[];
  readonly env?: Variables;
  readonly stdin?: string;
}

const inJob = (cwd: string, { args = [], env = {} }: Options = {}): Promise<CliRun> =>
  runCli([...there(), ...args], { cwd, env: sandbox.environment(env) });

const elsewhere = (cwd: string, { args = [], env = {}, stdin = '' }: Options = {}) =>
  runCli([...there(), ...args], { cwd, env, stdin });

const onIndex = (version: string): string[] =>
  sandbox.index.files.map(({ filename }) => filename).filter((name) => name.includes(version));

describe('in a GitHub job', () => {
  test('uploads dist/ with attestations and says how each file ended', async () => {
    const version = '1.1';
    const cwd = await project([wheel({ version }), await sdist({ version })]);
    const run = await inJob(cwd);
    expect(run.exitCode).toBe(0);
    expect(onIndex(version)).toHaveLength(2);
    expect(run.stdout).toMatch(/^Published to 127\.0\.0\.1:\d+\n/);
    expect(run.stdout).toMatch(/^ {2}uploaded {3}sample_project-1\.1\.tar\.gz {2}log index \d+$/m);
    expect(run.stdout).toContain('/project/sample-project/1.1/');
    expect(run.stderr).toMatch(/^Distributions\n {2}sample_project-1\.1/m);
    // Nothing for a runner to act upon, and no inputs of an action are read.
    expect(run.stdout + run.stderr).not.toMatch(/^::/m);
    expect(await readdir(join(cwd, 'dist'))).toHaveLength(2);
  });

  test('--json writes one document and nothing else', async () => {
    const version = '1.2';
    const cwd = await project([wheel({ version })]);
    const attestations = join(cwd, 'signed');
    const run = await inJob(cwd, { args: ['--json', '--attestations-dir', 'signed'] });
    expect(run.exitCode).toBe(0);
    const document = v.parse(publishDocument, documentOf(run));
    expect(document).toMatchObject({
      ok: true,
      'uploaded-count': 1,
      projects: ['sample-project'],
      publisher: { owner: 'acme', repository: 'widget', workflow: 'release.yml' },
      files: [{ status: 'uploaded', 'log-index': expect.stringMatching(/^\d+$/) }],
      error: null,
    });
    expect(document.files[0]?.attestation?.startsWith(attestations)).toBe(true);
    expect(run.stderr).toContain('Distributions');
  });

  test('FILES take the place of dist/: paths, folders, globs, odd names', async () => {
    const version = '1.3';
    const tags = ['cp311-cp311-win_amd64', 'cp312-cp312-win_amd64'];
    const cwd = await project([
      ...tags.map((tag) => wheel({ version, tag })),
      await sdist({ version }),
    ]);
    await mkdir(join(cwd, 'a[1]*b'));
    const name = `sample_project-${version}-cp311-cp311-win_amd64.whl`;
    await copyFile(join(cwd, 'dist', name), join(cwd, 'a[1]*b', name));
    const run = await inJob(cwd, { args: ['--json', `a[1]*b/${name}`, 'dist/*cp312*'] });
    expect(run.exitCode).toBe(0);
    expect(onIndex(version).toSorted()).toEqual(tags.map((tag) => `sample_project-1.3-${tag}.whl`));
    const rest = await inJob(cwd, { args: ['--json', 'dist'] });
    const document = v.parse(publishDocument, documentOf(rest));
    expect(document).toMatchObject({ 'uploaded-count': 1, 'skipped-count': 2 });
  });

  test('a dry run uploads nothing and says so', async () => {
    const version = '1.4';
    const cwd = await project([wheel({ version })]);
    const run = await inJob(cwd, { args: ['--dry-run'] });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(
      /^Dry run for 127\.0\.0\.1:\d+: nothing was uploaded\n {2}to upload/,
    );
    expect(onIndex(version)).toEqual([]);
  });

  test('a refusal ends with 1, the reason and what it means', async () => {
    const version = '1.5';
    await inJob(await project([wheel({ version })]));
    const cwd = await project([wheel({ version, content: 'b = 2\n' })]);
    const run = await inJob(cwd, { args: ['--json'] });
    expect(run.exitCode).toBe(1);
    const document = v.parse(publishDocument, documentOf(run));
    expect(document).toMatchObject({
      ok: false,
      files: [{ status: 'failed', confirmed: false }],
      confirmed: false,
      error: {
        code: 'file-conflict',
        consequence: expect.stringMatching(/^Nothing was uploaded\./),
      },
    });
    const shown = await inJob(cwd);
    expect(shown.exitCode).toBe(1);
    expect(shown.stdout).toMatch(/^Publishing to .* failed\n {2}failed /);
    expect(shown.stderr).toContain('error: file-conflict');
    expect(shown.stderr).toContain('More: docs/troubleshooting.md#file-conflict');
    const skipped = await inJob(cwd, { args: ['--skip-existing'] });
    expect(skipped.exitCode).toBe(0);
    expect(skipped.stderr).toContain('warning:');
  });

  test('no permission for an ID token is a refusal with its fix', async () => {
    const cwd = await project([wheel({ version: '1.6' })]);
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined };
    const run = await inJob(cwd, { env });
    expect(run).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('not tried') });
    expect(run.stderr).toContain('no-id-token-permission');
    expect(run.stderr).toContain('  id-token: write');
  });

  test('--verbose shows requests, and no line of the log holds a secret', async () => {
    const cwd = await project([wheel({ version: '1.7' })]);
    const quiet = await inJob(cwd, { args: ['--dry-run'] });
    const run = await inJob(cwd, { args: ['--dry-run', '--verbose'] });
    expect(run.exitCode).toBe(0);
    expect(run.stderr.length).toBeGreaterThan(quiet.stderr.length);
    expect(run.stderr).toMatch(/POST http:\/\/127\.0\.0\.1/);
    for (const secret of [sandbox.github.requestToken, 'eyJ']) {
      expect(run.stdout + run.stderr).not.toContain(secret);
    }
  });
});

describe('elsewhere', () => {
  test('says where a password goes when there is none', async () => {
    const cwd = await project([wheel({ version: '2.1' })]);
    const run = await elsewhere(cwd);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('error: not-a-github-job');
    expect(run.stderr).toContain('PYPI_TRUSTED_PUBLISH_PASSWORD');
    expect(run.stderr).toContain('--password-stdin');
    expect(run.stderr).not.toContain('`password`');
  });

  test('uploads with an API token from the variable, without attestations', async () => {
    const version = '2.2';
    const cwd = await project([wheel({ version })]);
    const token = sandbox.addApiToken();
    const env = { PYPI_TRUSTED_PUBLISH_PASSWORD: token };
    const run = await elsewhere(cwd, { env, args: ['--json', '--verbose'] });
    expect(run.exitCode).toBe(0);
    const document = v.parse(publishDocument, documentOf(run));
    expect(document).toMatchObject({
      publisher: null,
      'uploaded-count': 1,
      files: [{ status: 'uploaded', attestation: null, 'log-index': null }],
    });
    expect(onIndex(version)).toHaveLength(1);
    expect(run.stdout + run.stderr).not.toContain(token);
    const encoded = Buffer.from(`__token__:${token}`).toString('base64');
    expect(run.stdout + run.stderr).not.toContain(encoded);
  });

  test('uploads with a token from standard input, which wins over the variable', async () => {
    const version = '2.3';
    const cwd = await project([wheel({ version })]);
    const run = await elsewhere(cwd, {
      args: ['--password-stdin'],
      env: { PYPI_TRUSTED_PUBLISH_PASSWORD: 'pypi-wrong' },
      stdin: `${sandbox.addApiToken()}\n`,
    });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toMatch(/^ {2}uploaded {3}sample_project-2\.3-py3-none-any\.whl$/m);
    expect(onIndex(version)).toHaveLength(1);
  });

  test('a token that the index refuses ends with 1', async () => {
    const cwd = await project([wheel({ version: '2.4' })]);
    const run = await elsewhere(cwd, {
      args: ['--json'],
      env: { PYPI_TRUSTED_PUBLISH_PASSWORD: 'pypi-wrong' },
    });
    expect(run.exitCode).toBe(1);
    const document = v.parse(publishDocument, documentOf(run));
    expect(document).toMatchObject({
      ok: false,
      'failed-count': 1,
      error: { code: 'upload-forbidden' },
    });
  });
});
