import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDistribution } from '../../__tests__/archives/distribution.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import { Judge } from '../judge.ts';
import type { FrontRequest } from '../production/front.ts';
import { HOSTS } from '../production/hosts.ts';
import { ended, publishToProduction } from '../production/release.ts';
import { IDENTITY } from '../production/services.ts';
import { equal, provenanceOf, reportedFiles } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { usageOf } from './releases.ts';
import { startUsage } from './usage.ts';
import type { World } from './world.ts';

const PROJECT = 'wide-release';
const SIZES = [1, 20, 200];
const FULL_SIZES = [...SIZES, 1000];

/** Releases from one file to many: the counts are checked, the times only shown. */
export async function checkSizes(world: World, check: Context['check']): Promise<void> {
  for (const size of world.input.full ? FULL_SIZES : SIZES) {
    const name = `${size} ${size === 1 ? 'file' : 'files'}`;
    await check(`${name}: one certificate, an entry and a verified attestation each`, async () => {
      console.log(`        ${name}: ${await release(world, size)}`);
    });
  }
  console.log(`        the stack's memory: ${(await world.stack.memory()).toFixed(0)} MB`);
}

async function release(world: World, size: number): Promise<string> {
  const { sandbox, front, authorityPath, inputs, stack, input } = world;
  const directory = join(input.workDir, `${size}-files`);
  await mkdir(directory);
  for (let build = 1; build <= size; build++) {
    const tag = `${build}-py3-none-any`;
    const files = { 'wide_release/__init__.py': `BUILD = ${build}\n` };
    await writeDistribution(directory, buildWheel({ name: PROJECT, version: '1.0', tag, files }));
  }
  const index = await world.openIndex(stack.trustedRoot, [PROJECT]);
  const usage = await startUsage(world);
  const before = front.requests.length;
  const run = await publishToProduction(sandbox, authorityPath, { directory, inputs });
  ended(run, 0);
  const files = reportedFiles(run.outputs);
  equal(run.outputs['uploaded-count'], String(size));
  equal(await usage.since(), usageOf(size));
  const cases = files.map(async (file) => ({
    ...IDENTITY,
    distribution: join(directory, file.name),
    evidence: { provenance: await provenanceOf(index.url, file) },
  }));
  equal(cases.length, size);
  await new Judge(input.python, stack.trustedRoot, input.workDir).accepts(await Promise.all(cases));
  const { cpuSeconds, rssMb } = run.observed;
  const requests = front.requests.slice(before);
  const signing = requests.filter(({ host }) => host === HOSTS.fulcio || host === HOSTS.rekor);
  const uploads = requests.filter(({ path }) => path === '/legacy/');
  return [
    `${(run.duration / 1000).toFixed(2)} s`,
    `signing ${span(signing)} s`,
    `uploading ${span(uploads)} s`,
    `CPU ${cpuSeconds.toFixed(2)} s`,
    `RSS ${rssMb.toFixed(0)} MB`,
  ].join(', ');
}

/** Seconds from the first request to the last answer. */
function span(requests: readonly FrontRequest[]): string {
  const first = Math.min(...requests.map(({ receivedAt }) => receivedAt));
  const last = Math.max(...requests.map(({ answeredAt }) => answeredAt));
  return ((last - first) / 1000).toFixed(2);
}
