import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type SoakRun, soakRun } from './soak-run.ts';

export interface SoakOptions {
  readonly firstSeed: number;
  readonly runs: number;
  /** How many releases are under way at once: most of their time is waiting. */
  readonly parallel: number;
  /** No release is begun later than this after the first, in milliseconds. */
  readonly timeLimit?: number;
  /** Called when a seed is through. */
  readonly onRun: (run: SoakRun) => void;
}

/** Publishes a release for each of so many seeds. Throws what the sandbox itself throws. */
export async function soak(options: SoakOptions): Promise<void> {
  const { firstSeed, runs, parallel, timeLimit = Number.POSITIVE_INFINITY, onRun } = options;
  const start = performance.now();
  let next = firstSeed;
  const worker = async () => {
    const sandbox = await startSandbox();
    try {
      while (next < firstSeed + runs && performance.now() - start < timeLimit) {
        const seed = next++;
        const run = await soakRun(seed, sandbox);
        if (run.problems.length === 0) await forget(sandbox, run);
        onRun(run);
      }
    } finally {
      await sandbox.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, runs) }, worker));
}

/** A thousand workspaces would fill a small disk. */
async function forget(sandbox: Sandbox, { seed, outcome }: SoakRun): Promise<void> {
  await rm(join(sandbox.directory, `soak-${seed}`), { recursive: true });
  for (const { run } of outcome.runs) {
    await rm(join(run.workspace, '..'), { recursive: true });
  }
}
