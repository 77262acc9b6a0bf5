import { LATENCIES } from './latency.ts';
import { machine } from './machine.ts';
import { figures, type ScenarioResult } from './result.ts';

/** All figures, and every run that they come from. */
export function json(results: readonly ScenarioResult[]): string {
  const scenarios = results.map((result) => ({
    name: result.scenario.name,
    published: result.scenario.shape.title,
    latency: result.scenario.latency,
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
  const latencies = LATENCIES;
  return `${JSON.stringify({ machine: machine(), latencies, scenarios }, null, 2)}\n`;
}
