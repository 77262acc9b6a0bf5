import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runProcess } from '../process.ts';

/** bench/ times the same sequence; its drivers are the parts that are no command of a package. */
const DRIVERS = resolve(import.meta.dirname, '../../bench/peers');

const PYPI = 'https://upload.pypi.org/legacy/';

export interface TheirRun {
  readonly code: number | null;
  readonly log: string;
}

export interface TheirStep {
  readonly python: string;
  /** The checkout; `packages-dir` is relative to it. */
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly trustConfigPath: string;
  readonly authorityPath: string;
  /** The variables from which ID tokens come. */
  readonly idToken: Readonly<Record<string, string>>;
}

/**
 * What gh-action-pypi-publish 1.14 does in a step, with the packages that it installs: token, check,
 * signatures, upload, in this order. Its container, shell and messages are left out.
 */
export async function ghAction(step: TheirStep): Promise<TheirRun> {
  const { python, workspace, trustConfigPath, authorityPath, idToken } = step;
  const input = (name: string, standard: string) =>
    step.inputs[name] || step.inputs[name.replaceAll('-', '_')] || standard;
  const isOn = (name: string, standard: string) => input(name, standard) === 'true';
  const url = input('repository-url', PYPI);
  const folder = input('packages-dir', 'dist');
  const password = input('password', '');
  const isTrusted = password === '';
  const signs = isTrusted && isOn('attestations', 'true') && /pypi\.org/.test(url);
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: workspace,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(workspace, 'summary.md'),
    REQUESTS_CA_BUNDLE: authorityPath,
    SSL_CERT_FILE: authorityPath,
    BENCH_TRUST_CONFIG: trustConfigPath,
    BENCH_UPLOAD_URL: url,
    TWINE_REPOSITORY_URL: url,
    TWINE_USERNAME: input('user', '__token__'),
    TWINE_PASSWORD: password,
    ...idToken,
  };
  const logs: string[] = [];
  const run = async (program: string, args: readonly string[]): Promise<string | undefined> => {
    const { code, stdout, stderr } = await runProcess(program, args, { cwd: workspace, env });
    logs.push([program, ...args].join(' '), stdout, stderr);
    return code === 0 ? stdout.trim() : undefined;
  };
  const driver = (name: string, ...args: string[]) =>
    run(python, [join(DRIVERS, `${name}.py`), ...args]);
  const twine = (...args: string[]) => run(join(dirname(python), 'twine'), args);
  const ended = (code: number): TheirRun => ({ code, log: logs.join('\n') });

  if (isTrusted) {
    const token = await driver('token_exchange');
    if (token === undefined) return ended(1);
    env['TWINE_PASSWORD'] = token;
  }
  const present = async () =>
    (await readdir(join(workspace, folder))).map((name) => join(folder, name));
  if (isOn('verify-metadata', 'true')) {
    if ((await twine('check', ...(await present()))) === undefined) return ended(1);
  }
  if (signs && (await driver('sign_verbosely', folder)) === undefined) return ended(1);
  if (isOn('print-hash', 'true')) await driver('print_hashes', folder);
  const options = [
    ...(signs ? ['--attestations'] : []),
    ...(isOn('skip-existing', 'false') ? ['--skip-existing'] : []),
    ...(isOn('verbose', 'true') ? ['--verbose'] : []),
    '--disable-progress-bar',
  ];
  const uploaded = await twine('upload', ...options, ...(await present()));
  return ended(uploaded === undefined ? 1 : 0);
}
