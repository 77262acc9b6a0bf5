import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { annotations, counts, failure, reportedFiles, statuses, summaryTable } from './outcome.ts';
import { publishBuilt, sdist, wheel } from './release.ts';
import { NONE, watch } from './requests.ts';

const sandbox = await openSandbox();
const inputs = { 'dry-run': 'true' };

afterEach(() => {
  sandbox.index.settings.trustedPublishing = true;
});

async function expectNothingDone(run: PublishRun): Promise<void> {
  expect(counts(run)).toMatchObject({ uploaded: 0, failed: 0 });
  expect(run.outputs['attestations-dir']).toBe('');
  expect(reportedFiles(run).map(({ attestation }) => attestation)).not.toContain('');
  const left = await readdir(run.runnerTemp);
  expect(left.filter((name) => name.startsWith('pypi-attestations'))).toEqual([]);
}

test('checks all up to the upload token; signs nothing, uploads nothing', async () => {
  const seen = watch(sandbox);
  const run = await publishBuilt(
    sandbox,
    [wheel({ version: '1.0' }), await sdist({ version: '1.0' })],
    { inputs },
  );
  expect(run.exitCode).toBe(0);
  expect(run.summary).toMatch(/^## Dry run .*nothing was uploaded/);
  expect(statuses(run)).toEqual(['not-tried', 'not-tried']);
  await expectNothingDone(run);
  const { fulcio, rekor, uploads, index } = seen();
  expect([fulcio, rekor, uploads]).toEqual([[], [], []]);
  expect(index).toContain('POST /_/oidc/mint-token');
  expect(sandbox.index.files).toEqual([]);
});

test('without id-token: a warning that the publisher was not checked', async () => {
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [wheel({ version: '1.0' })], {
    inputs,
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined },
  });
  expect(run.exitCode).toBe(0);
  expect(annotations(run, 'warning').join('\n')).toMatch(/[Nn]ot checked/);
  await expectNothingDone(run);
  const { index, ...others } = seen();
  expect(others).toEqual({ github: [], fulcio: [], rekor: [], uploads: [] });
  expect(index.filter((request) => request.startsWith('POST'))).toEqual([]);
});

test('the plan is a table, and what was not checked stands beside it, without id-token too', async () => {
  const there = wheel({ version: '3.0' });
  await publishBuilt(sandbox, [there]);
  const run = await publishBuilt(sandbox, [there, await sdist({ version: '3.0' })], {
    inputs,
    env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined },
  });
  expect(run.exitCode).toBe(0);
  expect(summaryTable(run)).toMatchObject([
    { File: 'sample_project-3.0-py3-none-any.whl', Status: 'was there already' },
    { File: 'sample_project-3.0.tar.gz', Status: 'would be uploaded' },
  ]);
  expect(run.summary).toMatch(/[Nn]ot checked/);
});

test('a bad distribution is an error all the same, and nobody is asked', async () => {
  const { bytes, filename } = wheel({ version: '1.0' });
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [{ filename, bytes: bytes.subarray(0, 400) }], {
    inputs,
  });
  expect(run.exitCode).toBe(1);
  expect(failure(run).code).toBe('invalid-distribution');
  expect(seen()).toEqual(NONE);
});

test('a publisher that the index does not know is an error', async () => {
  const usual = sandbox.github.claims;
  sandbox.github.claims = { ...usual, environment: 'staging' };
  const run = await publishBuilt(sandbox, [wheel({ version: '1.0' })], { inputs });
  sandbox.github.claims = usual;
  expect(run.exitCode).toBe(1);
  expect(failure(run).code).toBe('invalid-publisher');
});

describe('a project that the index does not have', () => {
  const built = () => wheel({ name: 'not.there-yet', version: '1.0' });

  test('is not created by asking for a token: a warning, and nobody is asked', async () => {
    sandbox.registerPendingPublisher({ project: 'not-there-yet' });
    const seen = watch(sandbox);
    const run = await publishBuilt(sandbox, [built()], { inputs });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(statuses(run)).toEqual(['not-tried']);
    await expectNothingDone(run);
    const [warning, ...others] = annotations(run, 'warning');
    expect(others).toEqual([]);
    expect(warning).toMatch(/^Not checked: .*not-there-yet does not exist there yet/);
    expect(seen().index.filter((request) => request.startsWith('POST'))).toEqual([]);
    expect(run.stdout).toContain('\nDry run: nothing was signed and nothing was uploaded.\n');
    expect(sandbox.index.projects.has('not-there-yet')).toBe(false);
    const published = await publishBuilt(sandbox, [built()]);
    expect(statuses(published)).toEqual(['uploaded']);
  });

  test('is no matter with a password, which creates nothing', async () => {
    const run = await publishBuilt(sandbox, [wheel({ name: 'nor-this-one', version: '1.0' })], {
      inputs: { ...inputs, password: sandbox.index.addApiToken() },
    });
    expect(run.exitCode).toBe(0);
    expect(annotations(run, 'warning')).toEqual([]);
  });
});

test('with a password nothing is uploaded either', async () => {
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [wheel({ version: '1.0' })], {
    inputs: { ...inputs, password: sandbox.index.addApiToken() },
  });
  expect(run.exitCode).toBe(0);
  expect(seen().uploads).toEqual([]);
  await expectNothingDone(run);
});

test('files that are there are told, and other bytes are an error', async () => {
  const built = wheel({ version: '2.0' });
  await publishBuilt(sandbox, [built]);
  const same = await publishBuilt(sandbox, [built], { inputs });
  expect([same.exitCode, statuses(same)]).toEqual([0, ['identical']]);
  const other = await publishBuilt(sandbox, [wheel({ version: '2.0', content: 'b = 2\n' })], {
    inputs,
  });
  expect(other.exitCode).toBe(1);
  expect(failure(other).code).toBe('file-conflict');
});
