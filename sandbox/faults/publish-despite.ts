import {
  type Expectation,
  filesOn,
  judgeRun,
  type ReleaseFile,
  releaseFile,
} from '../judge-run.ts';
import type { PublishRun } from '../publish-run.ts';
import { publish } from '../run.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultPlan } from './fault.ts';
import { type Injected, inject, type SendSignal } from './inject.ts';

export interface Release extends Expectation {
  readonly paths: readonly string[];
  /** The faults of the first run, of the second, and so on; a last run has none. */
  readonly plans: readonly FaultPlan[];
  readonly inputs?: Readonly<Record<string, string>>;
  /** Milliseconds after which a run is killed: that breaks hangs, and is no measure of speed. */
  readonly timeout?: number;
}

/** One run, and what is wrong with what it said. */
export interface JudgedRun {
  readonly run: PublishRun;
  readonly injected: readonly Injected[];
  readonly problems: readonly string[];
}

export interface DespiteOutcome {
  /** Until one finished. */
  readonly runs: readonly JudgedRun[];
  /** Whether every run told the truth and the last one finished. */
  readonly isRight: boolean;
}

/** Publishes among faults, again while a run does not finish, and at last without faults. */
export async function publishDespite(sandbox: Sandbox, release: Release): Promise<DespiteOutcome> {
  const files = await Promise.all(release.paths.map(releaseFile));
  const runs: JudgedRun[] = [];
  for (const plan of [...release.plans, NO_FAULTS]) {
    runs.push(await judged(sandbox, release, files, plan));
    if (runs.at(-1)?.run.exitCode === 0) break;
  }
  const problems = runs.flatMap((one) => one.problems);
  return { runs, isRight: problems.length === 0 && runs.at(-1)?.run.exitCode === 0 };
}

const NO_FAULTS: FaultPlan = {
  rules: [],
  conditions: {
    clock: 0,
    tokenLifetime: undefined,
    certificateLifetime: undefined,
    uploadLock: undefined,
  },
};

async function judged(
  sandbox: Sandbox,
  { paths, inputs = {}, timeout = 600_000, ...expectation }: Release,
  files: readonly ReleaseFile[],
  plan: FaultPlan,
): Promise<JudgedRun> {
  const before = filesOn(sandbox);
  let send: SendSignal = () => undefined;
  const injection = inject(plan, sandbox, (signal) => send(signal));
  const onStart = (kill: SendSignal) => {
    send = kill;
  };
  try {
    const run = await publish(sandbox, { files: paths, inputs, timeout, onStart });
    const problems = await judgeRun(sandbox, run, files, { ...expectation, before });
    return { run, injected: [...injection.injected], problems };
  } finally {
    injection.end();
  }
}
