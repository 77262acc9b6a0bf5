import { spawn } from 'node:child_process';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Variables } from '../../sandbox/sandbox.ts';

/** The command as it is shipped. */
export const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

export interface CliOptions {
  readonly cwd: string;
  /** All variables of the process but what it needs to start. */
  readonly env?: Variables;
  readonly stdin?: string;
  /** Standard output is closed after its first piece, as `head` does it. */
  readonly stopsReading?: boolean;
}

export interface CliRun {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that a command can run in. */
export async function workFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'cli-')));
}

/** Runs the command as a shell does; nothing of this process's environment gets through. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliRun> {
  const { cwd, env = {}, stdin = '', stopsReading = false } = options;
  const inherited = ['PATH', 'SystemRoot', 'NODE_V8_COVERAGE', 'NODE_COMPILE_CACHE'].map((name) => [
    name,
    process.env[name],
  ]);
  const places = { TMPDIR: cwd, TEMP: cwd, TMP: cwd, HOME: cwd };
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      env: { ...Object.fromEntries(inherited), ...places, ...env },
      stdio: 'pipe',
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        output[name] += chunk;
        if (stopsReading) child.stdout.destroy();
      });
    }
    child.on('error', failed);
    child.on('close', (exitCode) => done({ exitCode, ...output }));
    // A command that reads no input may be gone before it comes.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

/** The one JSON document that a run wrote. */
export function documentOf({ stdout }: CliRun): unknown {
  return JSON.parse(stdout);
}

/** The longest line of a text in which words could have been broken. */
export function longestBreakable(text: string): number {
  const lines = text.split('\n').filter((line) => / /.test(line.trim().replace(/^\S+ +/, '')));
  return Math.max(0, ...lines.map((line) => line.length));
}
