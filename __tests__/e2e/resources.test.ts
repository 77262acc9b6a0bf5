import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { publish } from '../../sandbox/run.ts';
import { writeDistribution } from '../archives/distribution.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, withFault } from './faults.ts';
import { failure, statuses } from './outcome.ts';
import { fiveFiles, PROJECT, sdist, wheel } from './release.ts';
import { NONE, watch } from './requests.ts';

const GIGABYTE = 1024 ** 3;
/** Megabytes of heap, far less than any of these files. */
const LITTLE = ['--max-old-space-size=96'] as const;

const PAGE_OF_PEP_807 = '{"audience-endpoint":"","token-mint-endpoint":"","features":[';

const sandbox = await openSandbox();

const folder = () => mkdtemp(join(sandbox.directory, 'large-'));

/** A file of holes: it takes no room on the disk. */
async function sparse(path: string, size: number, start = ''): Promise<void> {
  await writeFile(path, start);
  await truncate(path, size);
}

const publishFrom = (directory: string) =>
  publish(sandbox, {
    inputs: { 'packages-dir': directory },
    program: [process.execPath, ...LITTLE],
  });

describe('with little memory', () => {
  test.each([
    ['sample_project-1.0-py3-none-any.whl', 'PK\u0003\u0004'],
    ['sample_project-1.0.tar.gz', '\u001f\u0000'],
  ])('%s of 2 GB that is not valid is refused', async (name, start) => {
    const directory = await folder();
    await sparse(join(directory, name), 2 * GIGABYTE, start);
    const seen = watch(sandbox);
    const run = await publishFrom(directory);
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'invalid-distribution']);
    expect(seen()).toEqual(NONE);
  });

  test('5 GB of other files beside the distributions are not read', async () => {
    const directory = await folder();
    for (let at = 0; at < 5; at++) await sparse(join(directory, `symbols-${at}.bin`), GIGABYTE);
    for (const built of await fiveFiles('2.0')) await writeDistribution(directory, built);
    const run = await publishFrom(directory);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(new Set(statuses(run))).toEqual(new Set(['uploaded']));
  });

  test.each<[string, number, string, string, string]>([
    ['/_/oidc/mint-token', 422, '{"errors":[', ']}', 'upload-token-refused'],
    ['/.well-known/pytp', 200, PAGE_OF_PEP_807, ']}', ''],
    [`/simple/${PROJECT}/`, 200, '{"files":[', ']}', 'index-unavailable'],
    [`/simple/${PROJECT}/`, 200, '{"x":[', ']}', 'index-unavailable'],
  ])('8 MiB of numbers from %s end within it', async (path, status, head, tail, code) => {
    const directory = await folder();
    for (const built of await fiveFiles('4.0')) await writeDistribution(directory, built);
    const body = `${head}${'1,'.repeat(4 * 1024 ** 2)}1${tail}`;
    const headers = { 'content-type': 'application/json' };
    const run = await withFault(
      sandbox.index,
      path,
      (_, request, response) => answer(request, response, status, { body, headers }),
      () => publishFrom(directory),
    );
    expect(run.stderr).toBe('');
    expect(run.exitCode === 0 ? '' : failure(run).code).toBe(code);
  });

  test('a release of 120 files', async () => {
    const directory = await folder();
    const tags = [...Array(119).keys()].map((at) => `cp${300 + at}-cp${300 + at}-win_amd64`);
    for (const tag of tags) await writeDistribution(directory, wheel({ version: '3.0', tag }));
    await writeDistribution(directory, await sdist({ version: '3.0' }));
    const run = await publishFrom(directory);
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(statuses(run)).toEqual(Array(120).fill('uploaded'));
    expect(new Set(sandbox.index.requests.map(({ method }) => method))).toEqual(
      new Set(['GET', 'POST']),
    );
  });
});
