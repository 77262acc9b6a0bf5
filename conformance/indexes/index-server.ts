import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** A real index on loopback. */
export interface IndexServer {
  readonly name: string;
  readonly uploadUrl: string;
  /** The root of its Simple API. */
  readonly indexUrl: string;
  /** Of a user who may upload. */
  readonly credentials: Credentials;
  /** What it says to a wrong password, as far as it says anything. */
  readonly wrongPassword: RegExp;
  /** What it says of a file that it has. */
  readonly fileExists: RegExp;
  /** Whether it takes the same bytes again, so that its refusal tells that they are others. */
  readonly refusesOtherBytesOnly: boolean;
  stop(): Promise<void>;
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface ServerProcess {
  readonly command: string;
  readonly args: readonly string[];
  /** Answers 200 as soon as the server is there. */
  readonly readyUrl: string;
  /** Where its output goes. */
  readonly log: string;
}

/** devpi-server takes half a minute to start on a machine that is busy. */
const PATIENCE_MS = 180_000;

/**
 * Starts a server and waits until it answers.
 *
 * @returns What ends it.
 * @throws {Error} when it ends before that, or does not answer for long.
 */
export async function startServer(server: ServerProcess): Promise<() => Promise<void>> {
  const child = spawn(server.command, server.args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(server.log);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = once(child, 'close');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
    log.end();
  };
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(server.readyUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${server.command} did not start; its output: ${server.log}`);
    }
    await sleep(200);
  }
  return stop;
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok, body } = await fetch(url, { redirect: 'manual' });
    await body?.cancel();
    return ok;
  } catch {
    return false;
  }
}
