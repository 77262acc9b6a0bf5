import { parseFaults } from '../../sandbox/faults/fault-text.ts';
import { type Injected, inject, type SendSignal } from '../../sandbox/faults/inject.ts';
import { filesOn, judgeRun, type ReleaseFile, releaseFile } from '../../sandbox/judge-run.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { FaultRow } from './matrix/row.ts';
import { SETTINGS } from './settings.ts';

/** A run among a fault, and what is to be known about it. */
export interface RowRun {
  readonly run: PublishRun;
  readonly release: readonly ReleaseFile[];
  /** How many entries the log has since. */
  readonly logged: number;
  /** What the run said that is not so. */
  readonly problems: readonly string[];
}

export interface RowOutcome {
  readonly first: RowRun;
  /** Another run at the same time, where there was one. */
  readonly beside: RowRun | undefined;
  readonly injected: readonly Injected[];
  /** Without the fault, after what was wrong was fixed; only where the first run failed. */
  readonly second: RowRun | undefined;
}

/** Longer than any run takes: it only breaks hangs. */
const HANG_MS = 8 * 60_000;

/** Publishes a release with a fault, and again without it if that run failed. */
export async function publishRow(row: FaultRow, sandbox: Sandbox): Promise<RowOutcome> {
  const setting = await SETTINGS[row.setting ?? 'plain'](sandbox);
  const { rekor } = sandbox.sigstore;
  const judged = async (
    paths: readonly string[],
    work: Promise<PublishRun>,
    endKind: FaultRow['end']['kind'] = 'finished',
  ): Promise<RowRun> => {
    const before = filesOn(sandbox);
    const entries = rekor.entries.size;
    const run = await work;
    const logged = rekor.entries.size - entries;
    const release = await Promise.all(paths.filter(isDistribution).map(releaseFile));
    const expectation = {
      attested: endKind !== 'finished-unattested',
      mayKeep: endKind === 'kept',
      before,
    };
    const problems = await judgeRun(sandbox, run, release, expectation);
    return { run, release, logged, problems };
  };
  let send: SendSignal = () => undefined;
  const injection = inject(parseFaults(row.faults ?? []), sandbox, (signal) => send(signal));
  const started = publish(sandbox, {
    ...setting.options,
    files: setting.paths,
    inputs: { ...setting.options?.inputs, ...row.inputs },
    timeout: HANG_MS,
    onStart: (kill) => {
      send = kill;
    },
  });
  const first = await judged(setting.paths, started, row.end.kind);
  const beside = setting.beside && (await judged(setting.paths, setting.beside));
  const injected = [...injection.injected];
  injection.end();
  await setting.close?.();
  if (first.run.exitCode === 0) return { first, beside, injected, second: undefined };
  setting.fix?.();
  const fixed = setting.fixed ?? setting.paths;
  const second = await judged(fixed, publish(sandbox, { files: fixed, timeout: HANG_MS }));
  return { first, beside, injected, second };
}

const isDistribution = (path: string): boolean => /\.(?:whl|tar\.gz)$/.test(path);
