import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexService } from '../../sandbox/index/index-service.ts';
import { type Case, Judge } from '../judge.ts';
import { ended, publishToProduction } from '../production/release.ts';
import { IDENTITY } from '../production/services.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import {
  equal,
  provenanceOf,
  type ReportedFile,
  reportedFiles,
} from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { startUsage, type Usage } from './usage.ts';
import type { World } from './world.ts';

export const PROJECTS: ReadonlySet<string> = new Set(DISTRIBUTIONS.map(({ project }) => project));
export const paths = ({ input }: World): string[] =>
  DISTRIBUTIONS.map(({ filename }) => join(input.cacheDir, filename));

/** What a release of n files takes: one token for each side, and one certificate. */
export const usageOf = (files: number): Usage => ({
  idTokens: files === 0 ? { pypi: 1 } : { pypi: 1, sigstore: 1 },
  certificates: files === 0 ? 0 : 1,
  entries: files,
  fulcioRequests: files === 0 ? 0 : 1,
  rekorRequests: files,
});

/** Real distributions in one release, judged by today's verifier and by the one that PyPI runs. */
export async function checkReleases(world: World, check: Context['check']): Promise<void> {
  const { sandbox, authorityPath, inputs, stack, input } = world;
  const index = await world.openIndex(stack.trustedRoot, PROJECTS);
  const files: ReportedFile[] = [];
  await check('real distributions are published to upload.pypi.org', async () => {
    const usage = await startUsage(world);
    const run = await publishToProduction(sandbox, authorityPath, { files: paths(world), inputs });
    ended(run, 0);
    files.push(...reportedFiles(run.outputs));
    equal(
      files.map(({ name, sha256, status }) => ({ name, sha256, status })).sort(byName),
      DISTRIBUTIONS.map(({ filename: name, sha256 }) => ({
        name,
        sha256,
        status: 'uploaded',
      })).sort(byName),
    );
    equal(await usage.since(), usageOf(DISTRIBUTIONS.length));
  });
  await judge(world, index, files, check);
  await check('running it again signs nothing and uploads nothing', async () => {
    const usage = await startUsage(world);
    const run = await publishToProduction(sandbox, authorityPath, { files: paths(world), inputs });
    ended(run, 0);
    equal(
      reportedFiles(run.outputs).map(({ status }) => status),
      DISTRIBUTIONS.map(() => 'identical'),
    );
    const { entries, certificates } = await usage.since();
    equal({ entries, certificates }, { entries: 0, certificates: 0 });
  });
  await check('it refuses them under the root of another Sigstore', async () => {
    const stranger = new Judge(input.python, sandbox.sigstore.trustedRoot, input.workDir);
    await stranger.refuses(await writtenCases(world, files), /certificate chain/);
  });
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

async function judge(
  world: World,
  index: IndexService,
  files: readonly ReportedFile[],
  check: Context['check'],
): Promise<void> {
  const { input, stack } = world;
  for (const [version, python] of [
    ['pypi_attestations 0.0.30', input.python],
    ['pypi_attestations 0.0.29, as PyPI runs it,', input.pypiPython],
  ] as const) {
    const verifier = new Judge(python, stack.trustedRoot, input.workDir);
    await check(`${version} verifies what was written and what the index serves`, async () => {
      const written = await writtenCases(world, files);
      const served: Case[] = [];
      for (const file of files) {
        const evidence = { provenance: await provenanceOf(index.url, file) };
        served.push({ ...IDENTITY, distribution: join(input.cacheDir, file.name), evidence });
      }
      equal([written.length, served.length], [DISTRIBUTIONS.length, DISTRIBUTIONS.length]);
      await verifier.accepts([...written, ...served]);
    });
  }
}

async function writtenCases({ input }: World, files: readonly ReportedFile[]): Promise<Case[]> {
  const cases = files.map(async ({ name, attestation }) => ({
    ...IDENTITY,
    distribution: join(input.cacheDir, name),
    evidence: { attestation: await readFile(attestation ?? 'no attestation', 'utf8') },
  }));
  return Promise.all(cases);
}
