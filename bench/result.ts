import type { Contestant } from './contestants/contestant.ts';
import { type Concurrency, criticalPath, sequentialPath, type Times } from './critical-path.ts';
import { LATENCIES } from './latency.ts';
import type { Run } from './run.ts';
import type { Scenario } from './scenario.ts';
import { median, pairRatio } from './statistics.ts';

/** All rounds of one contestant in one scenario. */
export interface Entry {
  readonly contestant: Contestant;
  readonly runs: readonly Run[];
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  /** Ours first. */
  readonly entries: readonly Entry[];
  /** Of ours. */
  readonly concurrency: Concurrency;
}

/** The figures of one line: medians of all rounds. */
export interface Figures {
  /** Seconds. */
  readonly wall: number;
  /** Seconds. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  /** Milliseconds. */
  readonly untilFirstRequest: number;
  readonly requests: number;
  readonly mostAtOnce: number;
  /** Requests that a service answered with 5xx. */
  readonly errors: number;
  /** Its wall time divided by ours, round by round. */
  readonly wallRatio: number;
  /** The same of CPU time. */
  readonly cpuRatio: number;
  /** The least seconds that the latencies leave to it; undefined without latencies. */
  readonly waiting: number | undefined;
}

export function figures({ contestant, runs }: Entry, result: ScenarioResult): Figures {
  const own = result.entries[0]?.runs ?? [];
  const of = (figure: (run: Run) => number) => median(runs.map(figure));
  const ratio = (figure: (run: Run) => number) => pairRatio(runs.map(figure), own.map(figure));
  return {
    wall: of(({ wall }) => wall),
    cpu: of(({ cpu }) => cpu),
    rss: of(({ rss }) => rss),
    untilFirstRequest: of((run) => run.untilFirstRequest),
    requests: of(({ traffic }) => Object.values(traffic.requests).reduce((a, b) => a + b, 0)),
    mostAtOnce: of(({ traffic }) => traffic.mostAtOnce),
    errors: of(({ traffic }) => traffic.refused.filter((one) => / 5\d\d$/.test(one)).length),
    wallRatio: ratio(({ wall }) => wall),
    cpuRatio: ratio(({ cpu }) => cpu),
    waiting: waiting(contestant, result),
  };
}

function waiting(
  contestant: Contestant,
  { scenario, concurrency }: ScenarioResult,
): number | undefined {
  const { shape, latency } = scenario;
  if (latency === 0) return undefined;
  const { lookUps } = contestant;
  const times = scaled(scenario);
  const milliseconds =
    lookUps === undefined
      ? criticalPath(shape, times, concurrency)
      : sequentialPath(shape, times, lookUps);
  return milliseconds / 1000;
}

const scaled = ({ latency, upload }: Scenario): Times => ({
  latencies: {
    idToken: LATENCIES.idToken * latency,
    certificate: LATENCIES.certificate * latency,
    logEntry: LATENCIES.logEntry * latency,
    timestamp: LATENCIES.timestamp * latency,
    lookUp: LATENCIES.lookUp * latency,
    mint: LATENCIES.mint * latency,
  },
  upload: { outside: upload.outside * latency, inside: upload.inside * latency },
});
