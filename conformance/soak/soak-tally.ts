import { injectedText } from '../../sandbox/faults/report.ts';
import type { SoakRun } from './soak-run.ts';

/** Counts what a soak did. */
export class SoakTally {
  readonly failed: SoakRun[] = [];
  runs = 0;
  #files = 0;
  #processes = 0;
  #finishedAtOnce = 0;
  #longest = { seed: 0, ms: 0 };
  #reported = new Map<string, number>();
  #injected = new Map<string, number>();

  add(run: SoakRun): void {
    this.runs += 1;
    this.#files += run.files.length;
    this.#processes += run.outcome.runs.length;
    if (run.outcome.runs.length === 1) this.#finishedAtOnce += 1;
    if (run.problems.length > 0) this.failed.push(run);
    for (const { run: one, injected } of run.outcome.runs) {
      const [, code] = /^::error title=Publishing failed%3A ([a-z-]+)::/m.exec(one.stdout) ?? [];
      if (code !== undefined) increment(this.#reported, code);
      if (one.duration > this.#longest.ms) this.#longest = { seed: run.seed, ms: one.duration };
      for (const fault of injected) increment(this.#injected, kindOf(injectedText(fault)));
    }
  }

  /** The counts, for people. */
  text(): string {
    const injected = [...this.#injected.values()].reduce((sum, count) => sum + count, 0);
    return [
      `${this.runs} releases of ${this.#files} files in ${this.#processes} runs of dist/index.js`,
      `${injected} requests met a fault, of ${this.#injected.size} kinds`,
      `${this.#finishedAtOnce} finished in the first run, ${this.runs - this.#finishedAtOnce} were reported and finished by a later one`,
      `reported: ${listed(this.#reported)}`,
      `the longest run took ${(this.#longest.ms / 1000).toFixed(0)} s (seed ${this.#longest.seed})`,
      `${this.failed.length} releases went wrong`,
    ].join('\n');
  }
}

/** Without the number of the request. */
const kindOf = (text: string): string => text.replace(/ \d+:/, ':');

const increment = (counts: Map<string, number>, key: string) =>
  counts.set(key, (counts.get(key) ?? 0) + 1);

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'nothing';

/** A release that went wrong, and how to see it again. */
export function failureText({ seed, problems, faults, files, inputs }: SoakRun): string {
  return [
    `WRONG  seed ${seed}: npm run soak -- --seed ${seed} --runs 1 --verbose`,
    ...problems.map((problem) => `       ${problem}`),
    ...faults.map((run, at) => `       run ${at + 1}: ${run.join(' ')}`),
    `       files: ${files.join(' ')}`,
    `       inputs: ${Object.entries(inputs)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
  ].join('\n');
}
