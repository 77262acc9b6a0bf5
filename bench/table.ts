import { type Figures, figures, type ScenarioResult } from './result.ts';
import type { Scenario } from './scenario.ts';

const HEADER = [
  'published',
  'upload',
  'by',
  'wall',
  '× ours',
  'CPU',
  '× ours',
  'peak RSS',
  'first request',
  'requests',
  'at once',
  '5xx',
  'critical path',
  'wall / critical path',
];

/** A Markdown table of all results, a line for each contestant of each scenario. */
export function table(results: readonly ScenarioResult[]): string {
  const rows = results.flatMap((result) =>
    result.entries.map((entry, at) => [
      at === 0 ? result.scenario.shape.title : '',
      at === 0 ? latencyText(result.scenario) : '',
      entry.contestant.title,
      ...cells(figures(entry, result)),
    ]),
  );
  const lines = [HEADER, HEADER.map((_, at) => (at < 3 ? '---' : '---:')), ...rows];
  return lines.map((cellsOfLine) => `| ${cellsOfLine.join(' | ')} |\n`).join('');
}

/** The seconds of an upload outside and inside the lock. */
function latencyText({ latency, upload }: Scenario): string {
  if (latency === 0) return 'no latency';
  const [outside, inside] = [upload.outside, upload.inside].map((ms) => (ms * latency) / 1000);
  return `${outside} + ${inside} s`;
}

function cells(figure: Figures): string[] {
  const { waiting } = figure;
  return [
    `${figure.wall.toFixed(2)} s`,
    figure.wallRatio.toFixed(2),
    `${figure.cpu.toFixed(2)} s`,
    figure.cpuRatio.toFixed(2),
    `${(figure.rss / 1e6).toFixed(0)} MB`,
    `${figure.untilFirstRequest.toFixed(0)} ms`,
    String(figure.requests),
    String(figure.mostAtOnce),
    String(figure.errors),
    waiting === undefined ? '' : `${waiting.toFixed(2)} s`,
    waiting === undefined ? '' : (figure.wall / waiting).toFixed(2),
  ];
}
