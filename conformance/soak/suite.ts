import type { Suite } from '../suite.ts';
import { soak } from './soak.ts';
import { failureText, SoakTally } from './soak-tally.ts';

const FIRST_SEED = 1;
const RUNS = 100;
const FULL_RUNS = 1000;
const PARALLEL = 12;

/** A short soak; `npm run soak` is the long one. */
export const soakSuite: Suite = {
  name: 'soak',
  needs: [],

  run: async ({ check, full }) => {
    const tally = new SoakTally();
    const runs = full ? FULL_RUNS : RUNS;
    await check(`${runs} releases among random faults end right`, async () => {
      await soak({
        firstSeed: FIRST_SEED,
        runs,
        parallel: PARALLEL,
        onRun: (run) => tally.add(run),
      });
      if (tally.failed.length > 0 || tally.runs !== runs) {
        throw new Error([...tally.failed.map(failureText), tally.text()].join('\n'));
      }
    });
    console.log(tally.text());
  },
};
