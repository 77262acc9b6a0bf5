// npm run soak [-- --runs N] [--seed N] [--parallel N] [--minutes N] [--verbose]: releases among
// random faults. After --minutes no other release is begun.
import { parseArgs } from 'node:util';
import { faultReport } from '../../sandbox/faults/report.ts';
import { soak } from './soak.ts';
import { failureText, SoakTally } from './soak-tally.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '12' },
    minutes: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

const start = performance.now();
const tally = new SoakTally();
let lastSeed = 0;
await soak({
  runs: Number(values.runs),
  firstSeed: Number(values.seed),
  parallel: Number(values.parallel),
  ...(values.minutes === undefined ? {} : { timeLimit: Number(values.minutes) * 60_000 }),
  onRun: (run) => {
    tally.add(run);
    if (values.verbose) console.log(faultReport(run.faults.flat(), run.outcome));
    if (run.problems.length > 0) console.log(failureText(run));
    lastSeed = Math.max(lastSeed, run.seed);
    if (tally.runs % 50 === 0) console.log(`${tally.runs} releases, ${tally.failed.length} wrong`);
  },
});
console.log(
  `\nseeds ${values.seed} to ${lastSeed}\n${tally.text()}\nin ${((performance.now() - start) / 1000).toFixed(0)} s`,
);
process.exitCode = tally.failed.length === 0 && tally.runs > 0 ? 0 : 1;
