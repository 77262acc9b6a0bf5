import type { Context } from './suite.ts';

/** Counts checks and prints one line for each. */
export class Tally {
  passed = 0;
  failed = 0;

  /** The `check` of one suite's context. */
  checker(suite: string): Context['check'] {
    return async (name, work) => {
      const start = performance.now();
      try {
        await work();
        this.passed++;
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        console.log(`ok      ${suite}: ${name} (${seconds} s)`);
      } catch (error) {
        this.failed++;
        const text = error instanceof Error ? error.message : String(error);
        console.log(`FAILED  ${suite}: ${name}\n${text.replaceAll(/^/gm, '        ')}`);
      }
    };
  }
}
