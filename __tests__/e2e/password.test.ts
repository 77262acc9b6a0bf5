import { expect, test } from '@jest/globals';
import { openSandbox } from '../open-sandbox.ts';
import { annotations, failure, reportedFiles, statuses, summaryTable } from './outcome.ts';
import { PROJECT, publishBuilt, sdist, wheel } from './release.ts';
import { watch } from './requests.ts';

const sandbox = await openSandbox();

const WITHOUT_ID_TOKEN = {
  ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
};

test.each([
  ['where the job could have ID tokens', {}],
  ['where it could not', { env: WITHOUT_ID_TOKEN }],
])('an API token publishes without attestations and says so, %s', async (where, options) => {
  const version = where.includes('could not') ? '1.1' : '1.0';
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [wheel({ version }), await sdist({ version })], {
    ...options,
    inputs: { password: sandbox.index.addApiToken(PROJECT) },
  });
  expect(run.exitCode).toBe(0);
  expect(statuses(run)).toEqual(['uploaded', 'uploaded']);
  const { github, fulcio, rekor, index } = seen();
  expect([github, fulcio, rekor]).toEqual([[], [], []]);
  expect(index.filter((request) => request.includes('/_/oidc/'))).toEqual([]);
  expect(annotations(run, 'notice')).toHaveLength(1);
  expect(annotations(run, 'notice')[0]).toMatch(/API token.*[Aa]ttestations/);
  expect(reportedFiles(run).map(({ attestation }) => attestation)).toEqual([null, null]);
  expect(summaryTable(run).map((row) => row['Attestation'])).toEqual([
    'not attested',
    'not attested',
  ]);
  expect(sandbox.index.files.at(-1)?.attestations).toEqual([]);
});

test('with `attestations: false` the notice does not speak of them', async () => {
  const run = await publishBuilt(sandbox, [wheel({ version: '1.2' })], {
    inputs: { password: sandbox.index.addApiToken(), attestations: 'false' },
  });
  expect(run.exitCode).toBe(0);
  expect(annotations(run, 'notice').join('\n')).not.toMatch(/attestation/i);
});

test('a user and a password publish', async () => {
  sandbox.index.addUser('maintainer', 'p:ä ss/word=');
  const run = await publishBuilt(sandbox, [wheel({ version: '2.0' })], {
    inputs: { user: 'maintainer', password: 'p:ä ss/word=' },
  });
  expect(run.exitCode).toBe(0);
  expect(sandbox.index.files.at(-1)?.filename).toContain('-2.0-');
});

test.each([
  [
    'a token that the index does not know',
    { password: 'pypi-AgEIcHlwaS5vcmc' },
    'Invalid or non-existent authentication',
  ],
  [
    'a wrong password',
    { user: 'maintainer', password: 'wrong' },
    'Invalid or non-existent authentication',
  ],
])('%s: the reason of the index, and no second try', async (_, inputs, reason) => {
  const seen = watch(sandbox);
  const run = await publishBuilt(
    sandbox,
    [wheel({ version: '3.0' }), await sdist({ version: '3.0' })],
    {
      inputs,
    },
  );
  expect(run.exitCode).toBe(1);
  expect(failure(run).code).toBe('upload-forbidden');
  expect(failure(run).text).toContain('403');
  expect(failure(run).text).toContain(reason);
  expect(failure(run).text).toContain('Nothing was uploaded.');
  expect(statuses(run)).toEqual(['failed', 'not-tried']);
  expect(seen().uploads).toHaveLength(1);
});

test('a token for another project is refused with the reason of the index', async () => {
  sandbox.index.addProject('other');
  const run = await publishBuilt(sandbox, [wheel({ version: '3.1' })], {
    inputs: { password: sandbox.index.addApiToken('other') },
  });
  expect(failure(run).code).toBe('upload-forbidden');
  expect(failure(run).text).toContain(PROJECT);
});

test('a token with white space around it is the token', async () => {
  const run = await publishBuilt(sandbox, [wheel({ version: '4.0' })], {
    inputs: { password: `  ${sandbox.index.addApiToken()}\n` },
  });
  expect(run.exitCode).toBe(0);
});

test('a run again leaves what is there', async () => {
  const inputs = { password: sandbox.index.addApiToken() };
  const files = [wheel({ version: '5.0' })];
  await publishBuilt(sandbox, files, { inputs });
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, files, { inputs });
  expect(statuses(run)).toEqual(['identical']);
  expect(seen().uploads).toEqual([]);
});
