import type { Context } from './suite.ts';

/** Counts the checks of one suite and prints one line for each. */
export class Tally {
  passed = 0;
  failed = 0;
  readonly #suite: string;
  readonly #start = performance.now();

  constructor(suite: string) {
    this.#suite = suite;
  }

  readonly check: Context['check'] = async (name, work) => {
    const start = performance.now();
    try {
      await work();
      this.passed++;
      console.log(`ok      ${this.#suite}: ${name} (${seconds(start)} s)`);
    } catch (error) {
      this.failed++;
      const text = error instanceof Error ? error.message : String(error);
      console.log(`FAILED  ${this.#suite}: ${name}\n${text.replaceAll(/^/gm, '        ')}`);
    }
  };

  /** One line for the list at the end. */
  summary(): string {
    const counts = `${this.passed} passed, ${this.failed} failed`;
    return `${this.#suite.padEnd(20)} ${counts.padEnd(24)} ${seconds(this.#start).padStart(6)} s`;
  }
}

const seconds = (start: number): string => ((performance.now() - start) / 1000).toFixed(1);
