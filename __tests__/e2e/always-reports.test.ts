import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ActionName } from '../../sandbox/action-inputs.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { PublishOptions } from '../../sandbox/run.ts';
import { runCli, workFolder } from '../cli/run-cli.ts';
import { openSandbox } from '../open-sandbox.ts';
import { annotations, failure, statuses } from './outcome.ts';
import { publishBuilt, wheel } from './release.ts';
import { NONE, watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

const attempt = (options: Omit<PublishOptions, 'files' | 'directory'>) =>
  publishBuilt(sandbox, [wheel({ version: `${++major}.0` })], options);

/** Inputs with which each action has something to do. */
const INPUTS: Readonly<Record<ActionName, Readonly<Record<string, string>>>> = {
  publish: {},
  attest: { paths: 'dist/*' },
  verify: { paths: 'dist/*', 'index-url': sandbox.index.simpleUrl },
};
const ACTIONS = ['publish', 'attest', 'verify'] as const;

/** One annotation, a summary and every output; no stack trace. */
function expectReport(run: PublishRun, code: string): void {
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  expect(annotations(run, 'error')).toHaveLength(1);
  expect(run.stdout).toMatch(new RegExp(`^::error title=\\w+ failed%3A ${code}::`, 'm'));
  expect(run.stdout).not.toMatch(/^\s+at /m);
  expect(run.summary).toMatch(/^## (?:Publishing|Signing|Provenance)/);
  expect(Object.keys(run.outputs)).not.toEqual([]);
}

describe.each(ACTIONS)('the %s action reports', (action) => {
  test('a proxy variable that is not of the form of one, before any request', async () => {
    const seen = watch(sandbox);
    const env = { HTTPS_PROXY: 'http://octo:12?correct-horse@proxy:8080/path' };
    const run = await attempt({ action, inputs: INPUTS[action], env });
    expectReport(run, 'invalid-configuration');
    expect(annotations(run, 'error')[0]).toContain('HTTPS_PROXY');
    expect(run.stdout + run.summary).not.toContain('correct-horse');
    expect(seen()).toEqual(NONE);
  });

  test('an environment that accepts any certificate, before any request', async () => {
    const seen = watch(sandbox);
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const run = await attempt({ action, inputs: INPUTS[action], env });
    expectReport(run, 'invalid-configuration');
    expect(annotations(run, 'error')[0]).toContain('NODE_TLS_REJECT_UNAUTHORIZED');
    expect(seen()).toEqual(NONE);
  });

  test('what nobody foresaw: a working directory that is gone', async () => {
    const gone = join(sandbox.directory, `gone-${action}`);
    const script = 'mkdir "$1" && cd "$1" && rmdir "$1" && exec "$2" "$3"';
    const run = await attempt({
      action,
      inputs: INPUTS[action],
      env: { GITHUB_WORKSPACE: undefined },
      program: ['/bin/sh', '-c', script, 'sh', gone, process.execPath],
    });
    expectReport(run, 'internal-error');
  });
});

test('the command reports a proxy variable that is not of the form of one', async () => {
  const env = { HTTPS_PROXY: 'http://proxy:8080?x', PYPI_TRUSTED_PUBLISH_PASSWORD: 'pypi-unused' };
  const run = await runCli(['publish', 'dist'], { cwd: await workFolder(), env });
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain('HTTPS_PROXY');
  expect(run.stdout + run.stderr).not.toMatch(/^\s+at |node:internal/m);
});

test('signals that arrive while the report is written do not lose it', async () => {
  const pipe = join(sandbox.directory, 'summary-pipe');
  execFileSync('mkfifo', [pipe]);
  let summary: Promise<string> = Promise.resolve('');
  let kill: (signal: NodeJS.Signals) => void = () => undefined;
  let isReporting = false;
  const run = await attempt({
    // Nobody reads the summary until the signals are sent: the report cannot be over before.
    env: { GITHUB_STEP_SUMMARY: pipe },
    onStart: (send) => {
      kill = send;
    },
    onOutput: (chunk) => {
      if (isReporting || !/1 uploaded, in/.test(chunk)) return;
      isReporting = true;
      kill('SIGINT');
      kill('SIGTERM');
      summary = readFile(pipe, 'utf8');
    },
  });
  expect([run.exitCode, run.stderr, failure(run).text]).toEqual([0, '', '']);
  expect(statuses(run)).toEqual(['uploaded']);
  expect(await summary).toMatch(/^## Published to /);
});

test('a verification whose files cannot be written warns, and keeps its outcome', async () => {
  const run = await attempt({
    action: 'verify',
    inputs: INPUTS.verify,
    env: { RUNNER_TEMP: join(sandbox.directory, 'no-such-folder') },
  });
  expect(annotations(run, 'warning').join('\n')).toContain(
    'SARIF and JSON files could not be written',
  );
  expect(run.stdout).not.toContain('internal-error');
  expect(run.outputs['sarif-file']).toBe('');
  expect(run.summary).toMatch(/^## Provenance/);
});
