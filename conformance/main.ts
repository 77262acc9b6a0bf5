// npm run conformance [-- --full] [SUITE…]: what this project makes, judged by tools that are not its own.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { act } from './act/act.ts';
import { agreement } from './agreement/agreement.ts';
import { attest } from './attest/attest.ts';
import { descriptions } from './descriptions/suite.ts';
import { dropIn } from './drop-in/drop-in.ts';
import { examples } from './examples/examples.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { indexes } from './indexes/indexes.ts';
import { FOLDER, Installer } from './install.ts';
import { locks } from './locks/locks.ts';
import { ourselves } from './ourselves/ourselves.ts';
import { packaging } from './packaging/suite.ts';
import { portability } from './portability/portability.ts';
import { preflight } from './preflight/preflight.ts';
import { proxy } from './proxy/proxy.ts';
import { realDistributions } from './real-distributions/real-distributions.ts';
import { realSigstore } from './real-sigstore/real-sigstore.ts';
import { rekorV2 } from './rekor-v2/rekor-v2.ts';
import { resources } from './resources/resources.ts';
import { sarif } from './sarif/sarif.ts';
import { sigstoreConformance } from './sigstore/sigstore.ts';
import { soakSuite } from './soak/suite.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';
import { terminal } from './terminal/terminal.ts';
import { DISTRIBUTIONS } from './tools/cache.ts';
import { verification } from './verification/verification.ts';
import { workflows } from './workflows/workflows.ts';

/** The longest come first, so that none of them is what the end waits for. */
const SUITES: readonly Suite[] = [
  realSigstore,
  ourselves,
  soakSuite,
  fuzz,
  agreement,
  act,
  locks,
  preflight,
  packaging,
  descriptions,
  realDistributions,
  verification,
  sigstoreConformance,
  workflows,
  portability,
  resources,
  sarif,
  attest,
  rekorV2,
  dropIn,
  examples,
  proxy,
  indexes,
  terminal,
];

/** Suites wait for programs and servers for half of their time. */
const AT_ONCE = 3;

async function runSuite(suite: Suite, installer: Installer, full: boolean): Promise<Tally> {
  const workDir = join(FOLDER, 'work', suite.name);
  await rm(workDir, { recursive: true, force: true });
  await mkdir(workDir, { recursive: true });
  await mkdir(DISTRIBUTIONS, { recursive: true });
  const tally = new Tally(suite.name);
  const { check } = tally;
  try {
    const tools = await installer.install(suite.needs);
    await suite.run({ tools, workDir, cacheDir: DISTRIBUTIONS, full, check });
  } catch (error) {
    await check('runs to its end', () => Promise.reject(error));
  }
  if (tally.failed === 0) await rm(workDir, { recursive: true, force: true });
  else console.log(`left for you to look at: ${workDir}`);
  return tally;
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
const installer = new Installer();
const limit = pLimit(AT_ONCE);
const tallies = await limit.map(suites, (suite) => runSuite(suite, installer, full));
const sum = (count: (tally: Tally) => number) => tallies.map(count).reduce((a, b) => a + b, 0);
const passed = sum((tally) => tally.passed);
const failed = sum((tally) => tally.failed);
console.log(`\n${tallies.map((tally) => tally.summary()).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
