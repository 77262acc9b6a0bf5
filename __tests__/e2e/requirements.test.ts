import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { openSandbox } from '../open-sandbox.ts';
import { failure } from './outcome.ts';
import { PROJECT, publishBuilt, wheel } from './release.ts';
import { watch } from './requests.ts';

const sandbox = await openSandbox();
let version = 0;
let built: BuiltDistribution;
beforeEach(() => {
  version += 1;
  built = wheel({ version: `${version}.0` });
});

async function attempt(inputs: Readonly<Record<string, string>>) {
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [built], { inputs });
  return { run, seen: seen() };
}

describe('what a workflow asks of its runs (environment pypi, ref refs/tags/v1.0.0)', () => {
  test.each([
    { 'require-environment': 'true' },
    { 'require-environment': 'pypi' },
    { 'require-ref': 'refs/tags/*' },
    { 'require-ref': 'refs/**' },
    { 'require-environment': 'pypi', 'require-ref': 'refs/tags/v1.0.0' },
  ])('is met: %j', async (inputs) => {
    const { run } = await attempt(inputs);
    expect([run.exitCode, failure(run).code]).toEqual([0, '']);
  });

  test.each([
    [{ 'require-environment': 'production' }, 'its environment is pypi'],
    [{ 'require-ref': 'refs/heads/*' }, 'its ref is refs/tags/v1.0.0'],
    [{ 'require-ref': 'refs/*' }, 'its ref is refs/tags/v1.0.0'],
    [{ 'require-ref': 'refs.tags.v1.0.0' }, 'asks for refs.tags.v1.0.0'],
  ])('is not met: %j', async (inputs, words) => {
    const { run, seen } = await attempt(inputs);
    expect([run.exitCode, failure(run).code]).toEqual([1, 'claims-refused']);
    expect(failure(run).text).toContain(words);
    expect([seen.fulcio, seen.uploads]).toEqual([[], []]);
  });

  test('counts by the claims, not by what a step before wrote into variables', async () => {
    const run = await publishBuilt(sandbox, [built], {
      inputs: { 'require-ref': 'refs/heads/*' },
      env: { GITHUB_REF: 'refs/heads/main' },
    });
    expect(failure(run).code).toBe('claims-refused');
  });

  test('needs Trusted Publishing', async () => {
    const { run } = await attempt({ 'require-ref': 'refs/tags/*', password: 'pypi-x' });
    expect(failure(run).code).toBe('invalid-configuration');
  });
});

describe('hashes of the build job', () => {
  const hashes = async (lines: string): Promise<string> => {
    const path = join(sandbox.directory, `${version}.sums`);
    await writeFile(path, lines);
    return path;
  };
  const sha256 = () => createHash('sha256').update(built.bytes).digest('hex');

  test('that agree with the files let the release through', async () => {
    const path = await hashes(
      `${sha256()}  dist/${built.filename}\n${'0'.repeat(64)} *sbom.cdx.json\n`,
    );
    const { run } = await attempt({ 'expected-hashes': path });
    expect(run.exitCode).toBe(0);
  });

  test.each([
    ['of other bytes', () => `${'0'.repeat(64)}  ${built.filename}\n`, 'invalid-distribution'],
    ['of other files', () => `${sha256()}  other.whl\n`, 'invalid-distribution'],
    [
      'of a wheel that is not here, too,',
      () =>
        `${sha256()}  ${built.filename}\n${'0'.repeat(64)}  dist/${wheel({ version: '9' }).filename}\n`,
      'incomplete-release',
    ],
    ['that are none', () => 'hello\n', 'invalid-configuration'],
  ])('%s stop the release before any request', async (_name, lines, code) => {
    const { run, seen } = await attempt({ 'expected-hashes': await hashes(lines()) });
    expect([run.exitCode, failure(run).code]).toEqual([1, code]);
    expect([seen.github, seen.index]).toEqual([[], []]);
  });

  test('in a file that is not there', async () => {
    const { run } = await attempt({ 'expected-hashes': 'nothing.sums' });
    expect(failure(run).code).toBe('invalid-configuration');
  });
});

test.each(['archived', 'quarantined'] as const)('a project that is %s', async (status) => {
  const project = sandbox.index.projects.get(PROJECT);
  if (!project) throw new TypeError('no project');
  const before = project.status;
  project.status = status;
  try {
    const { run, seen } = await attempt({});
    expect([run.exitCode, failure(run).code]).toEqual([1, 'upload-forbidden']);
    expect(failure(run).text).toContain(`${PROJECT} is ${status}`);
    expect([seen.fulcio, seen.uploads]).toEqual([[], []]);
  } finally {
    project.status = before;
  }
});
