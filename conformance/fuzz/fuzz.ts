import { join } from 'node:path';
import { MOST_GROWTH } from '../../fuzz/explore.ts';
import { runChild } from '../../fuzz/run-child.ts';
import { TARGETS } from '../../fuzz/targets.ts';
import type { Suite } from '../suite.ts';

/** The same inputs every time: what a longer run by hand finds becomes a test of its own. */
const LIMITS = { seed: 1, inputs: 1_500, time: 20_000 };

/** Readers of hostile things, each in a process of its own with little memory. */
export const fuzz: Suite = {
  name: 'fuzz',
  needs: [],

  run: async ({ workDir, full, check }) => {
    const limits = full ? { ...LIMITS, inputs: 1_000_000, time: 120_000 } : LIMITS;
    for (const { name } of TARGETS) {
      await check(`nothing ends or fills the reader of ${name}`, async () => {
        const outcome = await runChild(name, limits, join(workDir, name));
        if (outcome.kind === 'hang') throw new Error(`it hangs at ${join(workDir, name)}`);
        if (outcome.kind === 'crash') throw new Error(`${join(workDir, name)}: ${outcome.why}`);
        if (outcome.growth > MOST_GROWTH) throw new Error(`its heap grew by ${outcome.growth}`);
      });
    }
  },
};
