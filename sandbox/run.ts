import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ActionName, actionEntry, inputVariables } from './action-inputs.ts';
import { parseCommandFile } from './command-file.ts';
import { findSecrets, markSecrets } from './find-secrets.ts';
import type { PublishRun } from './publish-run.ts';
import { makeRunner, type Runner, runnerEnvironment } from './runner.ts';
import { idTokenVariables, type Sandbox, type Variables, withOverrides } from './sandbox.ts';

export interface PublishOptions {
  /** Copied into `dist/` of the workspace. */
  readonly files?: readonly string[];
  /** Copied to `dist/` of the workspace with all that is in it. */
  readonly directory?: string;
  /** Further files of the workspace, by their path in it. */
  readonly workspaceFiles?: Readonly<Record<string, string | Uint8Array>>;
  /** Inputs beside those that point at the sandbox. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables that win over all others; undefined removes one. */
  readonly env?: Variables;
  /** Which action is run; `publish` unless told. */
  readonly action?: ActionName;
  /** An earlier run whose workspace and temporary folder are used again, as by a later step. */
  readonly after?: PublishRun;
  /** What is run in its place, relative to the repository. */
  readonly entry?: string;
  /** The program that runs it, and its first arguments; this very Node.js unless told. */
  readonly program?: readonly [string, ...string[]];
  /** Milliseconds after which the run is killed. */
  readonly timeout?: number;
  /** Handed what sends a signal to the process. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Called with each piece of standard output as it comes. */
  readonly onOutput?: (chunk: string) => void;
}

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs an action as a runner does: its own process, workspace, environment and command files.
 * @throws {Error} when a secret stands in anything that the run left, or it wrote what later steps
 *   would have in their environment
 */
export async function publish(sandbox: Sandbox, options: PublishOptions): Promise<PublishRun> {
  const { github } = sandbox;
  const { action = 'publish', entry = await actionEntry(action) } = options;
  const directory = options.after
    ? dirname(options.after.workspace)
    : await mkdtemp(join(sandbox.directory, 'run-'));
  const runner = await makeRunner(directory, github.claims);
  await fillDist(join(runner.workspace, 'dist'), options);
  for (const [path, content] of Object.entries(options.workspaceFiles ?? {})) {
    await mkdir(dirname(join(runner.workspace, path)), { recursive: true });
    await writeFile(join(runner.workspace, path), content);
  }
  const environment = withOverrides(
    {
      ...systemVariables(runner),
      ...runnerEnvironment(runner, github.claims),
      ...idTokenVariables(github),
      ...(await inputVariables({ ...sandbox.inputs, ...options.inputs }, action)),
    },
    options.env ?? {},
  );
  const since = markSecrets(sandbox);
  const started = performance.now();
  const [program, ...args] = options.program ?? [process.execPath];
  const ended = await runProcess(program, [...args, resolve(REPOSITORY, entry)], {
    cwd: runner.workspace,
    env: environment,
    timeout: options.timeout ?? 300_000,
    onStart: options.onStart,
    onOutput: options.onOutput,
  });
  const run: PublishRun = {
    ...ended,
    duration: performance.now() - started,
    outputs: parseCommandFile(await readFile(runner.files.GITHUB_OUTPUT, 'utf8')),
    summary: await readFile(runner.files.GITHUB_STEP_SUMMARY, 'utf8'),
    workspace: runner.workspace,
    runnerTemp: runner.temp,
  };
  // What is run in an action's place may show its environment: tests of this sandbox do.
  const leaks =
    options.entry === undefined
      ? await findSecrets(sandbox, run, since, options.inputs?.['password'])
      : [];
  if (leaks.length > 0) throw new Error(`The run left ${leaks.join(', ')}`);
  if (options.entry === undefined) await refuseEnvironment(runner);
  return run;
}

/** Whoever can write these files decides what later steps run. */
async function refuseEnvironment({ files }: Runner): Promise<void> {
  for (const name of ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'] as const) {
    if ((await readFile(files[name], 'utf8')) !== '') throw new Error(`It wrote to ${name}`);
  }
}

async function fillDist(dist: string, { files = [], directory }: PublishOptions): Promise<void> {
  if (directory !== undefined) await cp(directory, dist, { recursive: true });
  for (const file of files) await cp(file, join(dist, basename(file)));
}

/** Nothing of this process's environment gets through but what a process needs to start. */
function systemVariables(runner: Runner): Record<string, string> {
  const names = ['PATH', 'SystemRoot', 'NODE_V8_COVERAGE', 'NODE_COMPILE_CACHE'];
  const inherited = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const temp = { HOME: runner.temp, TMPDIR: runner.temp, TEMP: runner.temp, TMP: runner.temp };
  return { ...Object.fromEntries(inherited), ...temp };
}

interface ProcessOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly timeout: number;
  readonly onStart: PublishOptions['onStart'] | undefined;
  readonly onOutput: ((chunk: string) => void) | undefined;
}

function runProcess(
  program: string,
  args: readonly string[],
  { onStart, onOutput, ...options }: ProcessOptions,
): Promise<Pick<PublishRun, 'exitCode' | 'stdout' | 'stderr'>> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onStart?.((signal) => child.kill(signal));
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      onOutput?.(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', failed);
    child.on('close', (exitCode) => done({ exitCode, stdout, stderr }));
  });
}
