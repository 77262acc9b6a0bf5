import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceOptions {
  /** The path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs. */
  readonly cwd: string;
  /** Takes all that the program writes. */
  readonly logPath: string;
  /** Variables beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Asked again and again until it says yes; a rejection is a no. `log` is what was written. */
  readonly ready: (log: string) => boolean | Promise<boolean>;
}

export interface Service {
  readonly name: string;
  readonly pid: number;
  /** Ends the process: by SIGTERM, and by SIGKILL where that has not worked in 5 seconds. */
  stop(): Promise<void>;
}

const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;
const POLL = 25;

/**
 * Starts a program and waits until it is ready.
 *
 * @throws {Error} with the end of its log, when it ends or is not ready within a minute.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { program, args, logPath } = options;
  const name = basename(program);
  const log = openSync(logPath, 'w');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const failure: { error?: Error } = {};
  child
    .once('error', (error) => {
      failure.error = error;
      resolve();
    })
    .once('exit', () => resolve());
  const stop = () => stopProcess(child, ended);
  const deadline = performance.now() + START_LIMIT;
  for (;;) {
    const text = await readFile(logPath, 'utf8');
    if (await isReady(options.ready, text)) {
      return { name, pid: child.pid ?? 0, stop };
    }
    const hasEnded = failure.error !== undefined || isOver(child);
    if (hasEnded || performance.now() > deadline) {
      await stop();
      const what = failure.error?.message ?? (hasEnded ? 'it ended' : 'it is not ready in time');
      throw new Error(`${name} did not start: ${what}\n${text.slice(-4000)}`);
    }
    await sleep(POLL);
  }
}

async function isReady(ready: ServiceOptions['ready'], log: string): Promise<boolean> {
  try {
    return await ready(log);
  } catch {
    return false;
  }
}

const isOver = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function stopProcess(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (isOver(child)) {
    return;
  }
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
  await ended;
  clearTimeout(timer);
}
