import { readFile, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { ATTEST_INPUTS, PUBLISH_INPUTS } from '../../src/actions/options.ts';
import { VERBS } from '../../src/cli/verbs.ts';
import { failureDocument } from './documents.ts';
import { CLI, type CliRun, documentOf, longestBreakable, runCli, workFolder } from './run-cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
let cwd: string;

beforeAll(async () => {
  cwd = await workFolder();
});

afterAll(() => rm(cwd, { recursive: true }));

const cli = (...args: string[]): Promise<CliRun> => runCli(args, { cwd });

describe('a Node.js that is too old', () => {
  /** Before anything else runs, it says that it is another. */
  const pretending = (version: string): string =>
    `--import=data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;

  test.each([
    ['20.20.2', 2, 'pypi-trusted-publish needs Node.js 24 or newer; this is 20.20.2.\n'],
    ['22.21.0', 2, 'pypi-trusted-publish needs Node.js 24 or newer; this is 22.21.0.\n'],
    ['24.0.0', 0, ''],
    ['26.1.0', 0, ''],
  ])('%s', async (version, exitCode, stderr) => {
    const env = { NODE_OPTIONS: pretending(version) };
    expect(await runCli(['--help'], { cwd, env })).toMatchObject({ exitCode, stderr });
  });

  test('gets as far as saying so: what it lacks is not imported by name', async () => {
    const program = await readFile(CLI, 'utf8');
    const names = [...program.matchAll(/^import .*?\{([^}]*)\} from "node:fs\/promises"/gm)]
      .flatMap(([, list = '']) => list.split(','))
      .map((name) => name.trim());
    expect(names).toContain('readFile');
    expect(names).not.toContain('glob');
  });
});

describe('help', () => {
  test('names every verb, and each has a help of its own with examples and exit codes', async () => {
    const general = await cli('--help');
    expect(general).toMatchObject({ exitCode: 0, stderr: '' });
    for (const { name, summary, examples, options } of VERBS) {
      expect(general.stdout.replaceAll(/\s+/g, ' ')).toContain(summary);
      const help = await cli(name, '--help');
      expect(help).toMatchObject({ exitCode: 0, stderr: '' });
      for (const [command, what] of examples) {
        expect(command).toContain(`pypi-trusted-publish ${name}`);
        expect(help.stdout).toContain(command);
        expect(help.stdout).toContain(`# ${what}`);
      }
      for (const option of [...options.map((each) => each.name), 'json', 'help']) {
        expect(help.stdout).toMatch(new RegExp(`^  (?:-\\w, )?--${option}\\b`, 'm'));
      }
      expect(help.stdout).toMatch(/Exit codes\n {2}0 .*\n {2}1 .*\n {2}2 /);
      expect(longestBreakable(help.stdout)).toBeLessThanOrEqual(80);
    }
  });

  test('is asked for with -h too, and wins over what else is given', async () => {
    const { stdout } = await cli('publish', '--help');
    expect((await cli('publish', '-h', 'no-such-file.whl')).stdout).toBe(stdout);
    expect((await cli('-h')).stdout).toBe((await cli('--help')).stdout);
  });

  test('is given to those who write help as a verb', async () => {
    expect((await cli('help')).stdout).toBe((await cli('--help')).stdout);
    expect((await cli('help', 'init')).stdout).toBe((await cli('init', '--help')).stdout);
    expect(await cli('help', 'ini')).toMatchObject({ exitCode: 2 });
  });

  test('has no escape sequences in a pipe', async () => {
    expect((await cli('inspect', '--help')).stdout).not.toContain('\u001b');
  });

  test('is coloured where colour is forced, unless NO_COLOR says no', async () => {
    const forced = await runCli(['--help'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[1mUsage');
    const refused = await runCli(['--help'], { cwd, env: { NO_COLOR: '1' } });
    expect(refused.stdout).not.toContain('\u001b');
  });
});

describe('the bundle', () => {
  test('says its version, which is the one of package.json', async () => {
    const path = resolve(ROOT, 'package.json');
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
    expect(manifest).toMatchObject({ bin: { 'pypi-trusted-publish': 'dist/cli.js' } });
    const run = await cli('--version');
    expect(manifest).toHaveProperty('version', run.stdout.trim());
    const asJson = documentOf(await cli('--version', '--json'));
    expect(asJson).toEqual({ version: run.stdout.trim() });
  });

  test('can be run by a shell', async () => {
    expect(await readFile(CLI, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect((await stat(CLI)).mode & 0o111).toBe(0o111);
  });
});

describe('options', () => {
  const namesOf = (verb: string) =>
    new Set(VERBS.find(({ name }) => name === verb)?.options.map(({ name }) => name));

  test('of publish are the inputs of the action, with the password from elsewhere', () => {
    const inputs = PUBLISH_INPUTS.filter((name) => name !== 'github-token').map((name) =>
      name === 'password' ? 'password-stdin' : name,
    );
    expect(namesOf('publish')).toEqual(new Set(inputs));
  });

  test('of attest are the inputs of the action', () => {
    expect(namesOf('attest')).toEqual(
      new Set(ATTEST_INPUTS.filter((name) => name !== 'github-token')),
    );
  });
});

describe('a wrong command line ends with 2 and no stack trace', () => {
  const WRONG: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /Say what to do: publish, attest, inspect/],
    [['publsh'], /no verb publsh\. Did you mean publish\?/],
    [['xyzzy'], /no verb xyzzy\. There are publish, attest, inspect/],
    [['publish', '--pasword-stdin'], /no option --pasword-stdin\. Did you mean --password-stdin\?/],
    [['publish', '--repository_url=x'], /Did you mean --repository-url\?/],
    [['publish', '--skip'], /Did you mean --skip-existing\?/],
    [['publish', '--zzzzzzzz'], /no option --zzzzzzzz\.$/m],
    [['publish', '-x'], /no option -x\./],
    [['publish', '--no-packages-dir'], /no option --no-packages-dir/],
    [['publish', '--packages-dir'], /--packages-dir needs a value: --packages-dir DIRECTORY/],
    [['publish', '--packages-dir', '--dry-run'], /--packages-dir needs a value/],
    [['publish', '--dry-run=perhaps'], /--dry-run takes no value; --no-dry-run/],
    [['publish', '--attestations=maybe'], /--attestations can be true, false, if-available/],
    [['publish', '--attestations', 'false'], /Write --attestations=false/],
    [['publish', '--wait-for-index', 'long'], /--wait-for-index is "long"/],
    [['publish', '--repository-url', 'pypi'], /--repository-url is no absolute URL/],
    [['publish', '--ca-file', 'none.pem'], /--ca-file names .*none\.pem/],
    [['attest', '--bundle'], /Did you mean --bundles\?/],
    [['init', '--workflow', '../x.yml'], /--workflow is "\.\.\/x\.yml"/],
    [['init', '--action', 'acme/pypi-trusted-publish@v1'], /--action is .* 40 digits of a commit/],
    [['init', '--repository', 'widget'], /--repository is "widget"/],
    [['init', '--environment', 'a: b'], /--environment is "a: b"/],
    [['init', '--test-pypi'], /Did you mean --testpypi\?/],
    [['init', 'a', 'b'], /init takes one directory/],
    [
      ['doctor', '--ignore', 'no-enviroment'],
      /no rule no-enviroment\. Did you mean no-environment\?/,
    ],
    [['docter'], /no verb docter\. Did you mean doctor\?/],
    [['inspect'], /there is no file to inspect/],
    [['inspect', '--sigstore-trust-config', 'x.json', 'x.whl'], /needs --verify/],
  ];

  test.each(WRONG)('%j', async (args, message) => {
    const run = await cli(...args);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr.replaceAll(/\n {2}(?! |-)/g, ' ')).toMatch(message);
    expect(run.stderr).toMatch(/See: pypi-trusted-publish( \w+)? --help/);
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  test('with --json the error is the one document on standard output', async () => {
    const run = await cli('publish', '--json', '--nonsense');
    expect(run.exitCode).toBe(2);
    const { error } = v.parse(failureDocument, documentOf(run));
    expect(error).toMatchObject({ code: 'invalid-configuration' });
  });
});

describe('passwords', () => {
  test('are refused as an argument, and not repeated', async () => {
    for (const args of [['--password', 'pypi-secret'], ['--password=pypi-secret']]) {
      const run = await cli('publish', ...args);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain('PYPI_TRUSTED_PUBLISH_PASSWORD');
      expect(run.stderr).not.toContain('pypi-secret');
    }
  });

  test('that are empty, or no single line, are wrong', async () => {
    const empty = await runCli(['publish'], { cwd, env: { PYPI_TRUSTED_PUBLISH_PASSWORD: '' } });
    expect(empty).toMatchObject({ exitCode: 2 });
    expect(empty.stderr).toContain('was given and is empty');
    for (const stdin of ['one\ntwo\n', 'x'.repeat(20_000)]) {
      const run = await runCli(['publish', '--password-stdin'], { cwd, stdin });
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain('Standard input holds');
    }
  });
});

test('the commands of the documentation and of the help are understood', async () => {
  const documentation = await readFile(resolve(ROOT, 'docs/cli.md'), 'utf8');
  const commands = [...documentation.matchAll(/pypi-trusted-publish ((?:\w+) [^`\n]*|\w+)$/gm)]
    .map(([, command = '']) => command)
    .concat(VERBS.flatMap(({ examples }) => examples.map(([command]) => command)))
    .map((command) => command.replace(/^.*pypi-trusted-publish /, '').replace(/ \|.*$/, ''));
  expect(commands.length).toBeGreaterThan(15);
  for (const command of new Set(commands)) {
    const run = await cli(...command.split(' '), '--help');
    expect([command, run.exitCode, run.stderr]).toEqual([command, 0, '']);
  }
});

test('a reader that stops early is no error', async () => {
  const run = await runCli(['publish', '--help'], { cwd, stopsReading: true });
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
});

test('files that are named as options are given behind --', async () => {
  const run = await cli('inspect', '--', '--odd.whl');
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('There is no file --odd.whl');
});
