import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Claims } from '../../sandbox/github/claims.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { buildWheel } from '../archives/wheel.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, NOT_TODAY, refusal, withFault } from './faults.ts';
import { failure, reportedFiles, statuses } from './outcome.ts';
import { PREFIX, PROJECT, publishBuilt, wheel, write } from './release.ts';
import { NONE, watch } from './requests.ts';
import { expectTameRun, HOSTILE_LINES } from './tame.ts';

const HOSTILE = HOSTILE_LINES.join('\n');

const sandbox = await openSandbox();
const usual = sandbox.github.claims;
let major = 0;

afterEach(() => {
  sandbox.github.claims = usual;
});

/** What a line of the log looks like where all is well. */
const IMITATION = 'Sandbox knows this publisher and gave a short-lived upload token';

function expectNoImitation(run: PublishRun): void {
  expect(run.stdout.split(/\r\n|[\n\r]/)).not.toContain(IMITATION);
}

const NAME_SAFE = HOSTILE.replaceAll('/', '\u2215').slice(0, 200);

const expectTame = (run: PublishRun) => expectTameRun(run, sandbox.index.url);

const options = { inputs: { 'wait-for-index': '0', 'upload-retry-minutes': '0' } };

describe('hostile names of files', () => {
  test('of a file that is no distribution', async () => {
    const directory = join(sandbox.directory, 'stray');
    await mkdir(directory);
    const { filename, bytes } = wheel({ version: `${++major}.0` });
    await writeFile(join(directory, filename), bytes);
    await writeFile(join(directory, NAME_SAFE), 'x');
    const run = await publish(sandbox, { directory });
    expect(run.exitCode).toBe(0);
    expectTame(run);
  });

  test.each(['.whl', '.tar.gz', '.zip', '-1.0.tar.gz', '-1.0-py3-none-any.whl'])(
    'of a distribution that ends in %s',
    async (ending) => {
      const paths = await write(sandbox, [
        { filename: `${NAME_SAFE}${ending}`, bytes: Buffer.from('PK') },
      ]);
      const run = await publish(sandbox, { files: paths });
      expect(run.exitCode).toBe(1);
      expect(failure(run).code).toBe('invalid-distribution');
      expectTame(run);
    },
  );

  test.each([
    ['a line break in the build tag of a wheel', `${PREFIX}-1.0-1\nPublished.\n-py3-none-any.whl`],
    ['an escape in its platform', `${PREFIX}-1.0-py3-none-any\u001b[2J.whl`],
    ['a line separator', `${PREFIX}-1.0-1\u2028-py3-none-any.whl`],
  ])('with %s are refused before any request', async (_, filename) => {
    const seen = watch(sandbox);
    const paths = await write(sandbox, [{ filename, bytes: wheel({ version: '1.0' }).bytes }]);
    const run = await publish(sandbox, { files: paths });
    expect([run.exitCode, failure(run).code]).toEqual([1, 'invalid-distribution']);
    expect(failure(run).text).toContain('control characters');
    expect(seen()).toEqual(NONE);
    expectTame(run);
  });

  test('of a file that is no distribution make no line of their own', async () => {
    const directory = join(sandbox.directory, 'lines');
    await mkdir(directory);
    const { filename, bytes } = wheel({ version: `${++major}.0` });
    await writeFile(join(directory, filename), bytes);
    await writeFile(join(directory, `note\n${IMITATION}\n.txt`), 'x');
    const run = await publish(sandbox, { directory, inputs: { packages: 'dist/*' } });
    expect(run.exitCode).toBe(0);
    expectNoImitation(run);
  });

  test('of a pattern that matches nothing make no line of their own', async () => {
    const packages = `dist/*\nno%0A${IMITATION}\n::error title=Fake::x\\n`;
    const run = await publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], {
      inputs: { packages },
    });
    expect([run.exitCode, failure(run).code]).toEqual([1, 'incomplete-release']);
    expectNoImitation(run);
    expectTame(run);
  });

  test('of a folder with distributions in it', async () => {
    const directory = join(sandbox.directory, 'nested');
    await mkdir(join(directory, NAME_SAFE), { recursive: true });
    await writeFile(join(directory, NAME_SAFE, 'a-1.0.tar.gz'), 'x');
    const run = await publish(sandbox, { directory });
    expect(failure(run).code).toBe('no-distributions');
    expectTame(run);
  });

  test('of a wheel that could be a link', async () => {
    const name = 'www.evil.example';
    const filename = `${name}-1.0-py3-none-any.whl`;
    const run = await publish(sandbox, {
      files: await write(sandbox, [{ filename, bytes: wheel({ version: '1.0' }).bytes }]),
    });
    expect(run.exitCode).toBe(1);
    expectTame(run);
  });
});

describe('hostile text stays harmless in the metadata field', () => {
  const folded = HOSTILE.replaceAll('\n', '\n ');

  test.each([
    ['Name', `Metadata-Version: 2.4\nName: ${folded}\nVersion: 1.0\n`],
    ['Version', `Metadata-Version: 2.4\nName: ${PROJECT}\nVersion: ${folded}\n`],
    ['Metadata-Version', `Metadata-Version: ${folded}\nName: ${PROJECT}\nVersion: 1.0\n`],
    ['Summary', `Metadata-Version: 2.4\nName: ${PROJECT}\nVersion: 1.0\nSummary: ${folded}\n`],
    [
      'Classifier',
      `Metadata-Version: 2.4\nName: ${PROJECT}\nVersion: 1.0\nClassifier: ${folded}\n`,
    ],
    [
      'Project-URL',
      `Metadata-Version: 2.4\nName: ${PROJECT}\nVersion: 1.0\nProject-URL: ${folded}\n`,
    ],
    [
      'License-File',
      `Metadata-Version: 2.4\nName: ${PROJECT}\nVersion: 1.0\nLicense-File: ${folded}\n`,
    ],
  ])('%s', async (_, metadata) => {
    const built = buildWheel({ name: PROJECT, version: '1.0', metadata });
    const run = await publishBuilt(sandbox, [built], options);
    expectTame(run);
  });

  test('paths inside of the archive', async () => {
    const built = buildWheel({ name: PROJECT, version: '1.0', files: { [`../${HOSTILE}`]: 'x' } });
    const run = await publishBuilt(sandbox, [built]);
    expect(run.exitCode).toBe(1);
    expectTame(run);
  });
});

describe('hostile answers', () => {
  const file = () => wheel({ version: `${++major}.0` });

  test.each<[string, object]>([
    ['a JSON error', refusal(400, HOSTILE)],
    ['an HTML error', { body: `<html><title>${HOSTILE.replaceAll('<', '&lt;')}</title></html>` }],
    ['a message', { body: { message: HOSTILE } }],
  ])('to an upload: %s', async (_, init) => {
    const run = await withFault(
      sandbox.index,
      '/legacy/',
      (__, request, response) => answer(request, response, 400, init),
      () => publishBuilt(sandbox, [file()]),
    );
    expect(failure(run).code).toBe('upload-rejected');
    expect(statuses(run)).toEqual(['failed']);
    expectTame(run);
  });

  test('to the exchange: codes and descriptions', async () => {
    const errors = [
      { code: 'invalid-publisher', description: HOSTILE },
      { code: HOSTILE, description: HOSTILE },
    ];
    const run = await withFault(
      sandbox.index,
      '/mint-token',
      (_, request, response) =>
        answer(request, response, 422, { body: { message: HOSTILE, errors } }),
      () => publishBuilt(sandbox, [file()]),
    );
    expect(failure(run).code).toBe('invalid-publisher');
    expectTame(run);
  });

  test('to the exchange: a token', async () => {
    const run = await withFault(
      sandbox.index,
      '/mint-token',
      (_, request, response) => answer(request, response, 200, { body: { token: HOSTILE } }),
      () => publishBuilt(sandbox, [file()]),
    );
    expect(run.exitCode).toBe(1);
    expectTame(run);
  });

  test('of Fulcio and Rekor', async () => {
    const hostile = { body: { code: 3, message: HOSTILE } };
    for (const [server, path] of [
      [sandbox.sigstore.fulcio, '/signingCert'],
      [sandbox.sigstore.rekor, '/entries'],
    ] as const) {
      const run = await withFault(
        server,
        path,
        (_, request, response) => answer(request, response, 400, hostile),
        () => publishBuilt(sandbox, [file()]),
      );
      expect(run.exitCode).toBe(1);
      expectTame(run);
    }
  });

  test('of the index about what it has', async () => {
    const built = file();
    const listed = { filename: built.filename, url: HOSTILE, hashes: { sha256: HOSTILE } };
    const page = { meta: { 'api-version': HOSTILE }, name: HOSTILE, files: [listed] };
    for (const skip of ['false', 'true']) {
      const run = await withFault(
        sandbox.index,
        '/sample-project/',
        (_, request, response) => answer(request, response, 200, { body: page }),
        () => publishBuilt(sandbox, [built], { inputs: { 'skip-existing': skip } }),
      );
      expectTame(run);
    }
  });

  test('of the ID-token service', async () => {
    const run = await withFault(
      sandbox.github,
      '/idtoken',
      (_, request, response) =>
        answer(request, response, 200, { ...NOT_TODAY, body: { value: HOSTILE } }),
      () => publishBuilt(sandbox, [file()]),
    );
    expect(failure(run).code).toBe('id-token-unavailable');
    expectTame(run);
  });
});

describe('hostile text stays harmless in the claim of an ID token:', () => {
  const place = `acme/widget/.github/workflows/release.yml@refs/heads/${HOSTILE}`;

  test.each<[string, Claims]>([
    ['environment', { environment: HOSTILE }],
    ['branch', { workflow_ref: place, job_workflow_ref: place, ref: `refs/heads/${HOSTILE}` }],
    ['called workflow', { job_workflow_ref: `evil/x/${HOSTILE}@x` }],
    ['issuer', { iss: HOSTILE }],
    ['repository', { repository: `acme/${HOSTILE}` }],
    ['event', { event_name: HOSTILE }],
    ['workflow', { workflow_ref: HOSTILE, job_workflow_ref: HOSTILE }],
  ])('%s', async (_, claims) => {
    sandbox.github.claims = { ...usual, ...claims };
    const run = await publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], options);
    expectTame(run);
  });
});

test('line breaks of claims make no line of their own', async () => {
  sandbox.github.claims = { ...usual, environment: `x\n${IMITATION}\ny` };
  const run = await publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], options);
  expect(run.stdout).toContain(IMITATION);
  expectNoImitation(run);
});

test('hostile inputs', async () => {
  for (const input of [
    'skip-existing',
    'verbose',
    'wait-for-index',
    'packages',
    'packages-dir',
    'user',
    'repository-url',
    'attestations',
  ]) {
    const run = await publishBuilt(sandbox, [wheel({ version: '1.0' })], {
      inputs: { [input]: HOSTILE },
    });
    expect(run.exitCode).toBe(1);
    expectTame(run);
  }
});

test('a pull request from a fork with a hostile name', async () => {
  const path = join(sandbox.directory, 'event.json');
  const repo = { full_name: HOSTILE };
  await writeFile(path, JSON.stringify({ pull_request: { head: { repo } } }));
  const run = await publishBuilt(sandbox, [wheel({ version: '1.0' })], {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: path,
    },
  });
  expect(failure(run).code).toBe('fork-pull-request');
  expectTame(run);
});

test('the file of outputs has each value once, between delimiters that no text can know', async () => {
  const run = await publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], {
    inputs: { 'attestations-dir': 'a\nghadelimiter_x\nfiles=[]\nb' },
  });
  expect(run.outputs['attestations-dir']).toMatch(/\/a\nghadelimiter_x\nfiles=\[\]\nb$/);
  const path = join(run.runnerTemp, '_runner_file_commands', 'github_output');
  const names = [...(await readFile(path, 'utf8')).matchAll(/^([a-z-]+)<<(ghadelimiter_\S+)$/gm)];
  expect(names.map(([, name]) => name)).toEqual(Object.keys(run.outputs));
  expect(new Set(names.map(([, , delimiter]) => delimiter)).size).toBe(names.length);
  expect(Array.isArray(reportedFiles(run))).toBe(true);
  expectTame(run);
});
