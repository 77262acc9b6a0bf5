// npm run soak [-- --runs N] [--seed N] [--parallel N] [--verbose]: releases among random faults.
import { parseArgs } from 'node:util';
import { faultReport } from '../../sandbox/faults/report.ts';
import { soak } from './soak.ts';
import { failureText, SoakTally } from './soak-tally.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '12' },
    verbose: { type: 'boolean', default: false },
  },
});

const start = performance.now();
const tally = new SoakTally();
await soak({
  runs: Number(values.runs),
  firstSeed: Number(values.seed),
  parallel: Number(values.parallel),
  onRun: (run) => {
    tally.add(run);
    if (values.verbose) console.log(faultReport(run.faults.flat(), run.outcome));
    if (run.problems.length > 0) console.log(failureText(run));
    if (tally.runs % 50 === 0) console.log(`${tally.runs} releases, ${tally.failed.length} wrong`);
  },
});
console.log(`\n${tally.text()}\nin ${((performance.now() - start) / 1000).toFixed(0)} s`);
process.exitCode = tally.failed.length === 0 && tally.runs > 0 ? 0 : 1;
