import { spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly cwd?: string;
  /** The whole environment; this process's own if absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Text for its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Milliseconds until it is killed. Ten minutes if absent. */
  readonly timeout?: number;
}

export interface ProcessResult {
  /** The exit code; null if it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code. No shell is involved. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ProcessResult>();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeout ?? 600_000,
    killSignal: 'SIGKILL',
  });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      texts[stream] += text;
    });
  }
  // A program that does not read its input closes the pipe; its exit code tells what matters.
  child.stdin.on('error', () => undefined).end(options.input);
  child.on('error', reject).on('close', (code) => resolve({ code, ...texts }));
  return promise;
}

/**
 * Runs a program that must succeed.
 *
 * @returns What it wrote to its standard output.
 * @throws {Error} with all it wrote, if its exit code is not 0.
 */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await runProcess(command, args, options);
  if (code !== 0) {
    const line = [command, ...args].join(' ');
    throw new Error(`exit code ${code} of ${line}\n${stdout}\n${stderr}`.trimEnd());
  }
  return stdout;
}
