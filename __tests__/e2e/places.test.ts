import { randomBytes } from 'node:crypto';
import { mkdir, readdir, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, type Fault, refusal, withFault } from './faults.ts';
import { annotations, failure, reportedFiles, statuses } from './outcome.ts';
import { PROJECT, publishBuilt, wheel, write } from './release.ts';
import { NONE, watch } from './requests.ts';

// Of a branch: a tag that names another version than the files would be a warning.
const sandbox = await openSandbox({ claims: { ref: 'refs/heads/main' } });
let major = 0;

const nextWheel = () => wheel({ version: `${++major}.0` });

type Options = Omit<PublishOptions, 'files' | 'directory'>;

describe('attestations that could not be written are not made:', () => {
  /** A run that ends before anybody is asked anything, and signs nothing. */
  async function refused(options: Options): Promise<string> {
    const seen = watch(sandbox);
    const run = await publishBuilt(sandbox, [nextWheel()], options);
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'invalid-configuration']);
    expect(seen()).toEqual(NONE);
    expect(statuses(run)).toEqual(['not-tried']);
    expect(failure(run).text).toContain('`attestations-dir`');
    expect(run.stdout).not.toMatch(/^\s+at /m);
    return failure(run).text;
  }

  test('`attestations-dir` is a file', async () => {
    const path = join(sandbox.directory, 'a-file');
    await writeFile(path, 'x');
    expect(await refused({ inputs: { 'attestations-dir': path } })).toContain(path);
  });

  test('`attestations-dir` is below a file', async () => {
    const path = join(sandbox.directory, 'another-file');
    await writeFile(path, 'x');
    await refused({ inputs: { 'attestations-dir': join(path, 'below') } });
  });

  test('RUNNER_TEMP is not there', async () => {
    const path = join(sandbox.directory, 'gone');
    expect(await refused({ env: { RUNNER_TEMP: path } })).toContain(path);
  });
});

test('places for attestations do not matter where none are made', async () => {
  const path = join(sandbox.directory, 'a-third-file');
  await writeFile(path, 'x');
  for (const inputs of [{ attestations: 'false' }, { 'dry-run': 'true' }]) {
    const run = await publishBuilt(sandbox, [nextWheel()], {
      inputs: { 'attestations-dir': path, ...inputs },
    });
    expect([run.exitCode, failure(run).text]).toEqual([0, '']);
  }
});

describe('a command file that cannot be written is a warning and changes nothing else', () => {
  const gone = () => join(sandbox.directory, 'no', 'such', 'file');
  const refuse: Fault = (_, request, response) =>
    answer(request, response, 400, refusal(400, 'Not this one.'));

  test.each([
    ['GITHUB_OUTPUT', 'The outputs could not be written'],
    ['GITHUB_STEP_SUMMARY', 'The job summary could not be written'],
  ])('%s', async (name, warning) => {
    const env = { [name]: gone() };
    const good = await publishBuilt(sandbox, [nextWheel()], { env });
    const bad = await withFault(sandbox.index, '/legacy/', refuse, () =>
      publishBuilt(sandbox, [nextWheel()], { env }),
    );
    expect([good.exitCode, bad.exitCode]).toEqual([0, 1]);
    expect(failure(bad).code).toBe('upload-rejected');
    for (const run of [good, bad]) {
      expect(run.stderr).toBe('');
      expect(run.stdout).not.toMatch(/^\s+at /m);
      expect(annotations(run, 'warning')).toEqual([expect.stringContaining(warning)]);
    }
    const left = name === 'GITHUB_OUTPUT' ? good.summary : good.outputs['uploaded-count'];
    expect(left).toMatch(/^(?:1$|## Published)/);
  });

  test('both, because they are directories', async () => {
    const env = { GITHUB_OUTPUT: sandbox.directory, GITHUB_STEP_SUMMARY: sandbox.directory };
    const run = await publishBuilt(sandbox, [nextWheel()], { env });
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(annotations(run, 'warning')).toHaveLength(2);
  });
});

describe('a file that changes after it was inspected', () => {
  /** Publishes from a directory of its own; `spoil` gets the path when `place` is asked for. */
  async function publishSpoilt(
    place: string,
    spoil: (path: string) => Promise<void>,
    content: string,
  ) {
    const built = wheel({ version: `${++major}.0`, content });
    const [path = ''] = await write(sandbox, [built]);
    const seen = watch(sandbox);
    const run = await withFault(
      sandbox.index,
      place,
      async () => {
        await spoil(path);
        return false;
      },
      () => publish(sandbox, { inputs: { 'packages-dir': dirname(path) } }),
    );
    return { run, seen: seen(), built };
  }

  test.each<[string, (path: string) => Promise<void>]>([
    ['a truncation', (path) => truncate(path, 100)],
    [
      'other bytes of the same size',
      async (path) => writeFile(path, randomBytes((await stat(path)).size)),
    ],
  ])('by %s before its upload is not uploaded', async (_, spoil) => {
    const { run, seen } = await publishSpoilt('/mint-token', spoil, 'a = 1\n');
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'file-changed']);
    expect(failure(run).text).toContain('Nothing was uploaded.');
    expect(statuses(run)).toEqual(['not-tried']);
    expect(seen.uploads).toEqual([]);
  });

  test('by a truncation in the middle of its upload is not tried again', async () => {
    const megabytes = randomBytes(24 * 1024 * 1024).toString('base64');
    const spoil = (path: string) => truncate(path, 100);
    const { run, seen, built } = await publishSpoilt('/legacy/', spoil, megabytes);
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'file-changed']);
    // Noticed while it is read, or by its size after the last piece.
    expect(failure(run).text).toMatch(/became shorter while it was read|it has 100 bytes/);
    expect(statuses(run)).toEqual(['failed']);
    expect(seen.uploads).toHaveLength(1);
    expect(sandbox.index.files.map(({ filename }) => filename)).not.toContain(built.filename);
  });
});

describe.each(['ca-file', 'expected-hashes', 'sigstore-trust-config'])('`%s`', (input) => {
  /** Publishes with a file in the checkout that is a link. */
  async function publishLinked(target: string) {
    const [path = ''] = await write(sandbox, [nextWheel()]);
    await symlink(target, join(dirname(path), 'linked'));
    const inputs = { 'packages-dir': dirname(path), [input]: join(dirname(path), 'linked') };
    const program = [process.execPath, '--max-old-space-size=128'] as const;
    return publish(sandbox, { inputs, program });
  }

  test('that leads to a device without an end is refused', async () => {
    const run = await publishLinked('/dev/zero');
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'invalid-configuration']);
  });

  test('that leads to somebody else is not shown', async () => {
    const secret = join(sandbox.directory, `secret-${input}`);
    await writeFile(secret, 'machine example.org password correct-horse-battery\n');
    const run = await publishLinked(secret);
    expect([run.exitCode, run.stderr]).toEqual([1, '']);
    for (const text of [run.stdout, run.summary]) expect(text).not.toContain('horse');
  });
});

describe('`ca-file`', () => {
  test.each<[string, string | undefined, RegExp]>([
    ['a file that is not there', undefined, /cannot be read/],
    ['a file without certificates', 'hello', /`ca-file` names/],
    ['an empty file', '', /`ca-file` names/],
    [
      'a certificate that is not valid',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      /`ca-file` names/,
    ],
  ])('%s is refused before any request', async (name, content, reason) => {
    const path = join(sandbox.directory, `${name}.pem`);
    if (content !== undefined) await writeFile(path, content);
    const seen = watch(sandbox);
    const run = await publishBuilt(sandbox, [nextWheel()], { inputs: { 'ca-file': path } });
    expect([run.exitCode, run.stderr, failure(run).code]).toEqual([1, '', 'invalid-configuration']);
    expect(failure(run).text).toMatch(reason);
    expect(failure(run).text).toContain(path);
    expect(seen()).toEqual(NONE);
  });

  test('that is a directory is refused', async () => {
    const inputs = { 'ca-file': sandbox.directory };
    const run = await publishBuilt(sandbox, [nextWheel()], { inputs });
    expect(failure(run).code).toBe('invalid-configuration');
  });
});

describe('`index-url`', () => {
  test('is where the index is asked what it has, and what it took', async () => {
    const built = nextWheel();
    const first = await publishBuilt(sandbox, [built]);
    const [file] = reportedFiles(first);
    const listed = { filename: built.filename, url: 'x', hashes: { sha256: file?.sha256 } };
    const seen = watch(sandbox);
    const run = await withFault(
      sandbox.index,
      `/mirror/simple/${PROJECT}/`,
      (_, request, response) =>
        answer(request, response, 200, {
          body: { meta: { 'api-version': '1.4' }, name: PROJECT, files: [listed] },
        }),
      () =>
        publishBuilt(sandbox, [built], {
          inputs: { 'index-url': `${sandbox.index.url}/mirror/simple` },
        }),
    );
    expect([run.exitCode, statuses(run)]).toEqual([0, ['identical']]);
    expect(seen().index).toContain(`GET /mirror/simple/${PROJECT}/`);
    expect(seen().index).not.toContain(`GET /simple/${PROJECT}/`);
  });

  test.each(['simple', 'http://packages.example/simple/', 'ftp://127.0.0.1/', 'javascript:x'])(
    '%s is refused before any request',
    async (place) => {
      const seen = watch(sandbox);
      const run = await publishBuilt(sandbox, [nextWheel()], { inputs: { 'index-url': place } });
      expect(failure(run)).toMatchObject({
        code: 'invalid-configuration',
        text: expect.stringContaining('`index-url`'),
      });
      expect(seen()).toEqual(NONE);
    },
  );
});

test('what a run writes below RUNNER_TEMP is in a folder of its own, each time', async () => {
  const temp = join(sandbox.directory, 'shared-temp');
  await mkdir(temp);
  for (const count of [1, 2]) {
    await publishBuilt(sandbox, [nextWheel()], { env: { RUNNER_TEMP: temp } });
    const made = (await readdir(temp)).filter((name) => name.startsWith('pypi-attestations-'));
    expect(made).toHaveLength(count);
  }
});
