import type { BenchReport } from './bench.ts';
import { LATENCIES } from './latency.ts';
import { figures } from './result.ts';

/** All figures, and every run that they come from. */
export function json({ machine, results }: BenchReport): string {
  const scenarios = results.map((result) => ({
    name: result.scenario.name,
    published: result.scenario.shape.title,
    latency: result.scenario.latency,
    upload: result.scenario.upload,
    entries: result.entries.map((entry) => ({
      contestant: entry.contestant.name,
      figures: figures(entry, result),
      runs: entry.runs.map(({ traffic, ...run }) => ({
        ...run,
        requests: traffic.requests,
        mostAtOnce: traffic.mostAtOnce,
        refused: traffic.refused,
      })),
    })),
  }));
  return `${JSON.stringify({ machine, latencies: LATENCIES, scenarios }, null, 2)}\n`;
}
