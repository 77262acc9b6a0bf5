import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type BuiltDistribution,
  writeDistribution,
} from '../../__tests__/archives/distribution.ts';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import { shownLog } from '../../sandbox/find-secrets.ts';
import { publish } from '../../sandbox/run.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { equal } from '../real-distributions/published.ts';
import type { Suite } from '../suite.ts';
import { ANSWERS, type LargeAnswer } from './answers/answers.ts';
import { measure } from './answers/measure.ts';

const PROJECT = { name: 'sample-project', version: '1.0', files: { 'module.py': 'a = 1\n' } };
const SLOW_DISK = pathToFileURL(join(import.meta.dirname, 'slow-disk.ts')).href;
/** Megabytes of heap. */
const LITTLE = '--max-old-space-size=96';

/** A release that is large, one from a disk that is slow, and answers larger than any honest one. */
export const resources: Suite = {
  name: 'resources',
  needs: [],

  run: async ({ workDir, check }) => {
    await check('1,000 files go through a heap of 96 MB, each once', async () => {
      const tags = [...Array(999).keys()].map((at) => `cp${300 + at}-cp${300 + at}-win_amd64`);
      const wheels = tags.map((tag) => buildWheel({ ...PROJECT, tag }));
      await expectPublished(workDir, [...wheels, await buildSdist(PROJECT)], [LITTLE]);
    });
    for (const answer of ANSWERS) {
      await check(`${answer.reader}: ${answer.what}`, () => expectBounded(answer, workDir));
    }
    await check('a slow disk takes its time, and nothing is sent twice', async () => {
      const noise = randomBytes(2 * 1024 * 1024).toString('latin1');
      const built = buildWheel({ ...PROJECT, files: { 'module.py': noise } });
      await expectPublished(workDir, [built, await buildSdist(PROJECT)], ['--import', SLOW_DISK]);
    });
  },
};

/** Of any answer: promise 8. Seconds are of the processor, as others may use it too. */
const MOST_MB = 400;
const MOST_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 1;

async function expectBounded(answer: LargeAnswer, workDir: string): Promise<void> {
  const { outcome, peakMB, cpuSeconds, longestPauseMs } = await measure(answer, workDir);
  const figures = `${peakMB.toFixed(0)} MB, ${cpuSeconds.toFixed(2)} s, longest pause ${longestPauseMs.toFixed(0)} ms`;
  console.log(`        ${figures}`);
  if (!answer.outcome.test(outcome)) throw new Error(`it ended as ${outcome}`);
  const isBounded =
    peakMB < MOST_MB && cpuSeconds < MOST_SECONDS && longestPauseMs < LONGEST_PAUSE_SECONDS * 1000;
  if (!isBounded) throw new Error(figures);
}

async function expectPublished(
  workDir: string,
  distributions: readonly BuiltDistribution[],
  options: readonly string[],
): Promise<void> {
  const directory = await mkdtemp(join(workDir, 'dist-'));
  for (const built of distributions) await writeDistribution(directory, built);
  const sandbox = await startSandbox();
  try {
    const { exitCode, stderr, stdout, outputs } = await publish(sandbox, {
      inputs: { 'packages-dir': directory },
      program: [process.execPath, ...options],
      timeout: 600_000,
    });
    if (exitCode !== 0 || stderr !== '') throw new Error(`${shownLog(stdout)}\n${stderr}`);
    equal(outputs['uploaded-count'], `${distributions.length}`);
    const uploads = sandbox.index.requests.filter(
      ({ method, url }) => method === 'POST' && url.startsWith('/legacy/'),
    );
    equal(uploads.length, distributions.length);
  } finally {
    await sandbox.close();
  }
}
