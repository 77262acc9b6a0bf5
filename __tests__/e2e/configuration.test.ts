import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { openSandbox } from '../open-sandbox.ts';
import { annotations, counts, failure, reportedFiles, statuses } from './outcome.ts';
import { PREFIX, PROJECT, publishBuilt, sdist, wheel, write } from './release.ts';
import { NONE, watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

const nextWheel = () => wheel({ version: `${++major}.0` });

/** Runs with inputs that are refused; nobody is asked anything, and the outputs are there. */
async function refused(
  inputs: Record<string, string>,
  code: string,
  files: readonly BuiltDistribution[] = [nextWheel()],
): Promise<string> {
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, files, { inputs });
  expectRefused(run, code);
  expect(seen()).toEqual(NONE);
  return failure(run).text;
}

function expectRefused(run: PublishRun, code: string): void {
  expect([run.exitCode, failure(run).code, run.stderr]).toEqual([1, code, '']);
  expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 0 });
  expect(Object.keys(run.outputs).sort()).toEqual([
    'attestations-dir',
    'confirmed',
    'failed-count',
    'files',
    'plan',
    'project-url',
    'projects',
    'skipped-count',
    'uploaded-count',
  ]);
  expect(Array.isArray(reportedFiles(run))).toBe(true);
  expect(annotations(run, 'error')).toHaveLength(1);
  expect(failure(run).text).toContain('Nothing was uploaded.');
  expect(run.summary).toMatch(/^## Publishing to .* failed\n/);
  expect(run.stdout).not.toMatch(/^\s+at /m);
}

describe('inputs that are wrong', () => {
  test.each([
    ['skip-existing', 'maybe'],
    ['attestations', '1'],
    ['verify-metadata', 'yes'],
    ['print-hash', 'on'],
    ['verbose', 'loud'],
    ['dry-run', 'no'],
    ['wait-for-index', '-1'],
    ['wait-for-index', '1.5'],
    ['wait-for-index', 'soon'],
    ['password', ''],
    ['password', ' \n'],
    ['user', 'maintainer'],
    ['repository-url', 'pypi'],
    ['repository-url', '//upload.pypi.org/legacy/'],
    ['repository-url', 'http://upload.pypi.org/legacy/'],
    ['repository-url', 'http://127.0.0.1.example.org/legacy/'],
    ['repository-url', 'http://localhost.example.org/legacy/'],
    ['repository-url', 'ftp://127.0.0.1/legacy/'],
    ['repository-url', 'javascript:alert(1)'],
    ['repository-url', 'file:///etc/passwd'],
    ['sigstore-trust-config', 'no-such-file.json'],
    ['packages-dir', 'no/such/directory'],
  ])('%s: %j', async (name, value) => {
    expect(await refused({ [name]: value }, 'invalid-configuration')).toContain(
      name === 'packages-dir' ? value : `\`${name}\``,
    );
  });

  test('a URL with a password in it, which is not repeated', async () => {
    const url = 'https://me:hunter2@upload.example.org/legacy/';
    const text = await refused({ 'repository-url': url }, 'invalid-configuration');
    expect(text).toContain('`repository-url`');
    expect(text).not.toContain('hunter2');
  });

  test('several at once are all listed', async () => {
    const inputs = {
      'repository-url': 'pypi',
      'skip-existing': 'maybe',
      verbose: 'loud',
      'wait-for-index': 'soon',
      password: '',
    };
    const text = await refused(inputs, 'invalid-configuration');
    for (const name of Object.keys(inputs)) expect(text).toContain(`\`${name}\``);
  });

  test('the directory is a file', async () => {
    const built = nextWheel();
    const inputs = { 'packages-dir': `dist/${built.filename}` };
    expect(await refused(inputs, 'invalid-configuration', [built])).toContain('not a directory');
  });

  test('a trust config that is not valid', async () => {
    const path = join(sandbox.directory, 'other.json');
    await writeFile(path, '{"mediaType":"application/json"}');
    await refused({ 'sigstore-trust-config': path }, 'invalid-trust-config');
  });
});

describe('old spellings of inputs', () => {
  test('are understood as the new ones are', async () => {
    const directory = join(sandbox.directory, 'elsewhere');
    const { filename, bytes } = nextWheel();
    await mkdir(join(directory, 'built'), { recursive: true });
    await writeFile(join(directory, 'built', filename), bytes);
    const run = await publish(sandbox, {
      directory,
      inputs: {
        'repository-url': 'https://upload.pypi.org/legacy/',
        repository_url: sandbox.index.uploadUrl,
        packages_dir: 'dist/built',
        print_hash: 'false',
        skip_existing: 'true',
        verify_metadata: 'false',
      },
    });
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['uploaded']);
    expect(run.stdout).not.toContain('sha256:');
  });

  test('beside the new one with another value are an error', async () => {
    const inputs = { 'packages-dir': 'wheels', packages_dir: 'sdists' };
    const text = await refused(inputs, 'invalid-configuration');
    expect(text).toContain('`packages-dir`');
    expect(text).toContain('`packages_dir`');
  });

  test('that differ are told together with all else that is wrong', async () => {
    const inputs = {
      'packages-dir': 'wheels',
      packages_dir: 'sdists',
      'skip-existing': 'identical',
      skip_existing: 'true',
      verbose: 'loud',
      'index-url': 'simple',
    };
    const text = await refused(inputs, 'invalid-configuration');
    for (const name of Object.keys(inputs)) expect(text).toContain(`\`${name}\``);
  });

  test('beside the new one with the same value are none', async () => {
    const inputs = { repository_url: sandbox.index.uploadUrl };
    expect((await publishBuilt(sandbox, [nextWheel()], { inputs })).exitCode).toBe(0);
  });

  test('are judged as the new ones are', async () => {
    await refused({ skip_existing: 'maybe' }, 'invalid-configuration');
  });
});

describe('what is found', () => {
  test('nothing', async () => {
    expect(await refused({}, 'no-distributions', [])).toContain('dist');
  });

  test('other files only: they are named', async () => {
    const stray = { filename: 'README.md', bytes: Buffer.from('x') };
    expect(await refused({}, 'no-distributions', [stray])).toContain('README.md');
  });

  test('distributions one level deeper: the fix is named', async () => {
    const directory = join(sandbox.directory, 'downloaded');
    const { filename, bytes } = nextWheel();
    await mkdir(join(directory, 'wheels-linux'), { recursive: true });
    await writeFile(join(directory, 'wheels-linux', filename), bytes);
    const run = await publish(sandbox, { directory });
    expectRefused(run, 'no-distributions');
    expect(failure(run).text).toContain(`wheels-linux/${filename}`);
    expect(failure(run).text).toContain('merge-multiple: true');
    expect(failure(run).text).toContain('/**');
    const inputs = { packages: 'dist/**' };
    expect((await publish(sandbox, { directory, inputs })).exitCode).toBe(0);
  });

  test.each(['dist/*.whl', 'dist\\*.whl', './dist/**/*.whl', 'dist\\**', '\n dist/*.whl \r\n\n'])(
    'by the pattern %j',
    async (packages) => {
      const built = nextWheel();
      const run = await publishBuilt(sandbox, [built], {
        inputs: { packages, 'packages-dir': 'unused' },
      });
      expect(run.exitCode).toBe(0);
      expect(reportedFiles(run).map(({ name }) => name)).toEqual([built.filename]);
    },
  );

  test('a part only, with the wheels of each artifact in a folder: nothing is sent', async () => {
    const directory = join(sandbox.directory, 'part');
    const version = `${++major}.0`;
    const top = await sdist({ version });
    const nested = wheel({ version, tag: 'cp312-cp312-macosx_11_0_arm64' });
    await mkdir(join(directory, 'wheel-cp312'), { recursive: true });
    await writeFile(join(directory, top.filename), top.bytes);
    await writeFile(join(directory, 'wheel-cp312', nested.filename), nested.bytes);
    for (const inputs of [{}, { packages: 'dist/*' }]) {
      const run = await publish(sandbox, { directory, inputs });
      expectRefused(run, 'incomplete-release');
      expect(failure(run).text).toContain(`wheel-cp312/${nested.filename}`);
    }
    const run = await publish(sandbox, { directory, inputs: { packages: 'dist/**' } });
    expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded', 'uploaded']]);
  });

  test('by patterns, of which one matches nothing: nothing is sent', async () => {
    const packages = 'dist/*.whl\ndist/*.tar.gz';
    const text = await refused({ packages }, 'incomplete-release', [nextWheel()]);
    expect(text).toContain('dist/*.tar.gz');
  });

  test('by patterns less those with `!` before them, which may match nothing', async () => {
    const version = `${++major}.0`;
    const built = ['cp311', 'cp312', 'cp313'].map((tag) =>
      wheel({ version, tag: `${tag}-${tag}-win_amd64` }),
    );
    const run = await publishBuilt(sandbox, built, {
      inputs: { packages: 'dist/*.whl\n!dist/*-cp312-*\n!dist/nothing*' },
    });
    expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded', 'uploaded']]);
    const names = reportedFiles(run).map(({ name }) => name);
    expect(names).toEqual([built[0]?.filename, built[2]?.filename]);
  });

  test('by patterns that take all of it out: nothing', async () => {
    await refused({ packages: 'dist/*\n!dist/**' }, 'no-distributions');
  });

  test('by several patterns that overlap, once', async () => {
    const version = `${++major}.0`;
    const run = await publishBuilt(sandbox, [wheel({ version }), await sdist({ version })], {
      inputs: { packages: 'dist/*.whl\ndist/*' },
    });
    expect(statuses(run)).toEqual(['uploaded', 'uploaded']);
  });

  test('two files of one name in two folders', async () => {
    const directory = join(sandbox.directory, 'twice');
    const { filename, bytes } = nextWheel();
    for (const folder of ['a', 'b']) {
      await mkdir(join(directory, folder), { recursive: true });
      await writeFile(join(directory, folder, filename), bytes);
    }
    const run = await publish(sandbox, { directory, inputs: { packages: 'dist/*/*' } });
    expectRefused(run, 'invalid-configuration');
    expect(failure(run).text).toContain(filename);
  });
});

describe('distributions that are none', () => {
  const name = `${PREFIX}-9.9`;

  test.each<[string, string, string | Uint8Array, RegExp]>([
    ['text in a wheel', `${name}-py3-none-any.whl`, 'hello', /not a ZIP archive/],
    ['HTML in an sdist', `${name}.tar.gz`, '<!doctype html>', /not a gzip archive/],
    ['an empty file', `${name}.tar.gz`, '', /empty/],
    ['a Git LFS pointer', `${name}.tar.gz`, 'version https://git-lfs.github.com/spec/v1\n', /LFS/],
    ['an sdist of the old kind', `${name}.zip`, 'PK\x03\x04', /zip/],
    ['a name that is no wheel name', 'project.whl', 'PK\x03\x04', /wheel file name/],
  ])('%s', async (_, filename, content, reason) => {
    const files = [{ filename, bytes: Buffer.from(content) }];
    const text = await refused({}, 'invalid-distribution', files);
    expect(text).toContain(filename);
    expect(text).toMatch(reason);
  });

  test('a wheel that is cut short', async () => {
    const { filename, bytes } = nextWheel();
    for (const length of [bytes.length - 1, bytes.length - 22, bytes.length >> 1, 30]) {
      const files = [{ filename, bytes: bytes.subarray(0, length) }];
      expect(await refused({}, 'invalid-distribution', files)).toContain(filename);
    }
  });

  test('an sdist that is cut short', async () => {
    const { filename, bytes } = await sdist({ version: '1.0' });
    const files = [{ filename, bytes: bytes.subarray(0, bytes.length - 20) }];
    expect(await refused({}, 'invalid-distribution', files)).toContain(filename);
  });

  test('several, each with its reason', async () => {
    const files = ['a-1-py3-none-any.whl', 'b-1.tar.gz', 'c.whl'].map((filename) => ({
      filename,
      bytes: Buffer.from('x'),
    }));
    const text = await refused({}, 'invalid-distribution', [...files, nextWheel()]);
    for (const { filename } of files) expect(text).toMatch(new RegExp(`^- ${filename} `, 'm'));
  });

  test('a wheel of another project or version than it says', async () => {
    const { bytes } = wheel({ version: '1.0' });
    for (const filename of ['other-1.0-py3-none-any.whl', `${PREFIX}-2.0-py3-none-any.whl`]) {
      expect(await refused({}, 'invalid-distribution', [{ filename, bytes }])).toContain(filename);
    }
  });
});

describe('what PyPI would refuse', () => {
  const toPypi = { 'repository-url': 'https://upload.pypi.org/legacy/' };
  const twoSdists = async () => [
    await sdist({ version: '7.7' }),
    { ...(await sdist({ version: '7.7', content: 'b\n' })), filename: 'sample-project-7.7.tar.gz' },
  ];

  test.each<[string, () => Promise<BuiltDistribution[]>, string]>([
    ['a local version', async () => [wheel({ version: '1.0+g123' })], '[local-version]'],
    ['two sdists', twoSdists, '[one-sdist]'],
    ['a file name that is not normal', twoSdists, '[normalized-filename]'],
  ])('%s is an error before any request', async (_, files, rule) => {
    expect(await refused(toPypi, 'preflight-failed', await files())).toContain(rule);
  });

  test('is a warning for another index', async () => {
    const run = await publishBuilt(sandbox, [wheel({ version: '1.0+g123' })]);
    expect(annotations(run, 'warning').join('\n')).toContain('[local-version]');
    expect(failure(run).code).toBe('upload-rejected');
    expect(failure(run).text).toContain('local versions');
  });

  test('with `verify-metadata: false` what concerns metadata is a warning', async () => {
    const run = await publishBuilt(sandbox, [wheel({ version: '1.0+g124' })], {
      inputs: { ...toPypi, 'verify-metadata': 'false' },
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined },
    });
    expect(annotations(run, 'warning').join('\n')).toContain('[local-version]');
    expect(failure(run).code).toBe('no-id-token-permission');
  });

  test('the same bytes under two names are an error everywhere', async () => {
    const { bytes } = wheel({ name: PROJECT, version: '8.8', tag: 'py3-none-any' });
    const files = ['py3-none-any', 'py2.py3-none-any'].map((tag) => ({
      filename: `${PREFIX}-8.8-${tag}.whl`,
      bytes,
    }));
    expect(await refused({}, 'preflight-failed', files)).toContain('[same-distribution]');
  });
});

test('a run without a summary or outputs publishes', async () => {
  const run = await publishBuilt(sandbox, [nextWheel()], {
    env: { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined },
  });
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
});

test('values with other capitals and spaces around are understood', async () => {
  const run = await publishBuilt(sandbox, [nextWheel()], {
    inputs: { attestations: ' True ', verbose: 'FALSE', 'wait-for-index': ' 5 ' },
  });
  expect(run.exitCode).toBe(0);
  expect(run.stdout).not.toContain('POST ');
});

test('a file of the trust config below the workspace', async () => {
  const files = await write(sandbox, [nextWheel()]);
  const missing = await publish(sandbox, { files, inputs: { 'sigstore-trust-config': 'x.json' } });
  expect(failure(missing).text).toContain(join(missing.workspace, 'x.json'));
});
