import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../conformance/process.ts';
import type { Step } from './contestants/contestant.ts';

/** What the processes of one run cost together. */
export interface Cost {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Seconds from the start of the first process to the end of the last. */
  readonly wall: number;
  /** Seconds of user and system time. */
  readonly cpu: number;
  /** Most bytes that one process held. */
  readonly rss: number;
}

const MEASURE = fileURLToPath(new URL('measure.py', import.meta.url));
const TIMEOUT_SECONDS = 900;
const SHOWN_LOG = 4000;

/**
 * Runs steps one after another and measures them from outside.
 *
 * @param log Where all that they write goes.
 * @throws {Error} with the end of the log when a step fails.
 */
export async function measure(
  steps: readonly Step[],
  environment: Readonly<Record<string, string>>,
  place: { readonly python: string; readonly cwd: string; readonly log: string },
): Promise<Cost> {
  const plan = {
    steps: steps.map((step) => ({ ...step, env: { ...environment, ...step.env } })),
    cwd: place.cwd,
    log: place.log,
    timeout: TIMEOUT_SECONDS,
  };
  const input = JSON.stringify(plan);
  const options = { input, timeout: (TIMEOUT_SECONDS + 60) * 1000 };
  const output = await mustRun(place.python, ['-I', '-S', MEASURE], options);
  const { failed, ...cost }: Cost & { failed: number | null } = JSON.parse(output);
  if (failed !== null) {
    const log = await readFile(place.log, 'utf8').catch(() => '');
    const command = steps[failed]?.argv.join(' ').slice(0, 300);
    throw new Error(`step ${failed + 1} failed: ${command}\n${log.slice(-SHOWN_LOG)}`);
  }
  return cost;
}
