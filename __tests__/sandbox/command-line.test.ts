import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
});
afterAll(() => rm(directory, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the sandbox; `onOutput` sees standard output as it grows and may end the process. */
function run(
  args: readonly string[],
  onOutput: (stdout: string, kill: () => void) => void = () => {},
): Promise<Ended> {
  // Without the `--`, Node itself takes --env-file.
  const child = spawn(process.execPath, ['--', MAIN, ...args], { stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    onOutput(stdout, () => child.kill('SIGTERM'));
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('a run is judged by what should happen', () => {
  test.each([
    ['a dry run', ['--input', 'dry-run=true'], 0, 'nothing is in the transparency log'],
    ['no attestations', ['--input', 'attestations=false'], 0, 'whl: no provenance'],
    ['a refused token', ['--input', 'password=pypi-wrong'], 1, 'the run failed, and outputs'],
  ])('%s', async (_, args, exitCode, line) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stderr]).toEqual([exitCode, '']);
    expect(stdout).toContain(`  ok      `);
    expect(stdout).toContain(line);
    expect(stdout).not.toContain('WRONG');
    const failed = exitCode === 0 ? '' : ' The run itself failed, and says why.';
    expect(stdout).toMatch(new RegExp(`All \\d+ checks are right\\.${failed}\n$`));
  });

  test('an input that the action does not have is a warning', async () => {
    const { code, stderr } = await run(['--input', 'nosuch=1', '--input', 'dry-run=true']);
    expect([code, stderr]).toEqual([0, 'Warning: the action has no input "nosuch".\n']);
  });
});

describe('usage errors end with 2 and say why', () => {
  test.each([
    [['--bogus'], "Unknown option '--bogus'"],
    [['wheel.zip.txt'], 'unknown distribution format: wheel.zip.txt'],
    [['missing-1.0.tar.gz'], 'There is no file '],
    [['serve', 'a-1.0.tar.gz'], 'serve takes no files.'],
    [['serve', '--json'], 'serve has no --json.'],
    [['--env-file', 'x'], '--env-file belongs to serve.'],
    [['--fault', 'uploads=503'], 'uploads=503 names no target.'],
    [['--seed', 'x'], '--seed x: it must be a whole number.'],
    [['--input', 'x'], '--input x: it must be NAME=VALUE.'],
    [['serve', '--input', 'a=b'], 'serve takes no inputs.'],
  ])('%p', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: npm run sandbox');
  });
});

test('--help', async () => {
  const { code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: /);
});

describe('without arguments', () => {
  test('the sample is published and found right', async () => {
    const { code, stdout, stderr } = await run([]);
    expect(stderr).toBe('');
    expect(stdout).toContain('All 11 checks are right.');
    expect(stdout).not.toMatch(/pypi-[A-Za-z0-9_-]{60}|eyJ[A-Za-z0-9_-]{20}/);
    expect(code).toBe(0);
  });

  test('--json gives the result and nothing else', async () => {
    const { code, stdout } = await run(['--json']);
    const result = JSON.parse(stdout) as { ok: boolean; checks: object[]; outputs: object };
    expect(result).toMatchObject({ ok: true, exitCode: 0 });
    expect(result.checks).toHaveLength(11);
    expect(result.outputs).toMatchObject({ projects: ['sample-project'] });
    expect(code).toBe(0);
  });
});

describe('with faults', () => {
  test('a release that finishes among them is found right', async () => {
    const { code, stdout } = await run(['--fault', 'upload#2=502,stored', '--json']);
    const result = JSON.parse(stdout) as { runs: { exitCode: number; injected: string[] }[] };
    expect(result).toMatchObject({ ok: true, faults: ['upload#2=502,stored'] });
    expect(result.runs).toHaveLength(1);
    expect(result.runs[0]?.injected).toEqual(['upload 2: 502 after the work was done']);
    expect(code).toBe(0);
  });

  test('a release that does not is published again without them', async () => {
    const faults = ['--fault', 'upload#3+=503', '--input', 'upload-retry-minutes=0'];
    const { code, stdout } = await run(faults);
    expect(stdout).toContain('upload 3: 503');
    expect(stdout).toContain('Run without faults: summary');
    expect(stdout).toMatch(/^Right: ended with 1, then 0\.$/m);
    expect(code).toBe(0);
  });
});

test('serve keeps the services up, writes the variables, and ends cleanly', async () => {
  const path = join(directory, 'sandbox.env');
  let variables: Record<string, string> = {};
  let audience: unknown;
  const ended = await run(['serve', '--env-file', path], (stdout, kill) => {
    if (!stdout.includes('Stop with Ctrl-C.')) return;
    void (async () => {
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
      variables = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
      const url = new URL('/_/oidc/audience', variables['INPUT_REPOSITORY-URL']);
      audience = await (await fetch(url)).json();
    })().finally(kill);
  });
  expect(audience).toEqual({ audience: 'pypi' });
  expect(variables).toMatchObject({
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/widget',
    'INPUT_PACKAGES-DIR': 'dist',
    ACTIONS_ID_TOKEN_REQUEST_URL: expect.stringContaining('?api-version=2.0'),
  });
  expect(ended.code).toBe(0);
  await expect(readFile(variables['INPUT_SIGSTORE-TRUST-CONFIG'] ?? '')).rejects.toThrow('ENOENT');
});
