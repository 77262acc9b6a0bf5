// npm run conformance [-- --full] [SUITE…]: what this project makes, judged by tools that are not its own.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { act } from './act/act.ts';
import { agreement } from './agreement/agreement.ts';
import { attest } from './attest/attest.ts';
import { descriptions } from './descriptions/suite.ts';
import { dropIn } from './drop-in/drop-in.ts';
import { examples } from './examples/examples.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { indexes } from './indexes/indexes.ts';
import { FOLDER, install } from './install.ts';
import { locks } from './locks/locks.ts';
import { ourselves } from './ourselves/ourselves.ts';
import { packaging } from './packaging/suite.ts';
import { portability } from './portability/portability.ts';
import { preflight } from './preflight/preflight.ts';
import { proxy } from './proxy/proxy.ts';
import { realDistributions } from './real-distributions/real-distributions.ts';
import { realSigstore } from './real-sigstore/real-sigstore.ts';
import { resources } from './resources/resources.ts';
import { sarif } from './sarif/sarif.ts';
import { soakSuite } from './soak/suite.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';
import { terminal } from './terminal/terminal.ts';
import { verification } from './verification/verification.ts';
import { workflows } from './workflows/workflows.ts';

const SUITES: readonly Suite[] = [
  workflows,
  ourselves,
  portability,
  resources,
  fuzz,
  packaging,
  locks,
  preflight,
  descriptions,
  realDistributions,
  agreement,
  verification,
  sarif,
  attest,
  act,
  dropIn,
  examples,
  proxy,
  indexes,
  terminal,
  realSigstore,
  soakSuite,
];

async function runSuite(
  suite: Suite,
  tools: Awaited<ReturnType<typeof install>>,
  tally: Tally,
): Promise<void> {
  const workDir = join(FOLDER, 'work', suite.name);
  const cacheDir = join(FOLDER, 'cache');
  await rm(workDir, { recursive: true, force: true });
  await mkdir(workDir, { recursive: true });
  await mkdir(cacheDir, { recursive: true });
  const failedBefore = tally.failed;
  const check = tally.checker(suite.name);
  try {
    await suite.run({ tools, workDir, cacheDir, full, check });
  } catch (error) {
    await check('runs to its end', () => Promise.reject(error));
  }
  if (tally.failed === failedBefore) {
    await rm(workDir, { recursive: true, force: true });
  } else {
    console.log(`left for you to look at: ${workDir}`);
  }
}

const FULL = '--full';
const full = process.argv.includes(FULL);
const names = process.argv.slice(2).filter((name) => name !== FULL);
const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  const known = SUITES.map((suite) => suite.name).join(', ');
  console.error(`no suite named ${unknown.join(', ')}; there are: ${known}`);
  process.exit(2);
}
const suites = SUITES.filter((suite) => names.length === 0 || names.includes(suite.name));
const tally = new Tally();
try {
  const tools = await install(new Set(suites.flatMap((suite) => suite.needs)));
  for (const suite of suites) {
    await runSuite(suite, tools, tally);
  }
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
} catch (error) {
  console.error(
    `conformance cannot start: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
}
