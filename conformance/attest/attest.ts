import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringMember } from '../../sandbox/http/json.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type Case, Judge } from '../judge.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { equal } from '../real-distributions/published.ts';
import { SigstoreCommand } from '../sigstore-command.ts';
import type { Context, Suite } from '../suite.ts';
import { UPLOADERS, uploadWith } from './other-uploaders.ts';

const IDENTITY = { repository: 'acme/widget', workflow: 'release.yml' };
const PROJECT = 'iniconfig';
const FILES = DISTRIBUTIONS.filter(({ project }) => project === PROJECT);
const SBOM = 'sbom.json';

/**
 * What dist/attest.js writes: attestations before pypi_attestations, bundles before
 * sigstore-python, and both sent to an index by other uploaders.
 */
export const attest: Suite = {
  name: 'attest',
  needs: ['python'],

  run: async (context) => {
    const { tools, cacheDir, workDir, check } = context;
    await fetchDistributions(tools.python, FILES, cacheDir);
    const folder = join(workDir, 'dist');
    await mkdir(folder);
    for (const { filename } of FILES) {
      await copyFile(join(cacheDir, filename), join(folder, filename));
    }
    await writeFile(join(folder, SBOM), '{"bomFormat":"CycloneDX"}\n');
    const sandbox = await startSandbox();
    try {
      sandbox.registerPublisher({ project: PROJECT });
      let dist: string | undefined;
      await check('wheel, sdist and another file are signed', async () => {
        dist = distOf(await signAll(sandbox, folder));
      });
      if (dist !== undefined) await judgeAll(context, sandbox, dist);
    } finally {
      await sandbox.close();
    }
  },
};

async function signAll(sandbox: Sandbox, directory: string): Promise<PublishRun> {
  const inputs = { bundles: 'true', 'slsa-provenance': 'true' };
  const run = await publish(sandbox, { action: 'attest', directory, inputs });
  if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
  equal(run.outputs['attestation-paths']?.split('\n').length, FILES.length * 4 + 1);
  return run;
}

const distOf = ({ workspace }: PublishRun): string => join(workspace, 'dist');

async function judgeAll(context: Context, sandbox: Sandbox, dist: string): Promise<void> {
  const { tools, workDir, check } = context;
  const judge = new Judge(tools.python, sandbox.sigstore.trustedRoot, workDir);
  await check('pypi_attestations verifies the publish attestations', async () =>
    judge.accepts(await cases(dist, 'publish')),
  );
  await check('pypi_attestations verifies the provenance, and reads its type', async () =>
    judge.refuses(await cases(dist, 'slsa'), /^predicate https:\/\/slsa\.dev\/provenance\/v1: /),
  );
  const sigstore = new SigstoreCommand(
    tools.python,
    sandbox.github.claims,
    sandbox.trustConfigPath,
  );
  await check('sigstore-python verifies the bundle of the other file', () =>
    sigstore.accepts(join(dist, SBOM), join(dist, `${SBOM}.sigstore.json`)),
  );
  await check('sigstore-python refuses that bundle for other bytes', async () => {
    const other = join(workDir, 'other.json');
    await writeFile(other, '{"bomFormat":"CycloneDX"} ');
    await sigstore.refuses(other, join(dist, `${SBOM}.sigstore.json`));
  });
  await check('sigstore-python verifies the bundles of the distributions', async () => {
    for (const { filename } of FILES) {
      for (const type of ['publish', 'slsa']) {
        const path = join(dist, filename);
        await sigstore.accepts(path, `${path}.${type}.sigstore.json`);
      }
    }
  });
  const paths = FILES.map(({ filename }) => join(dist, filename));
  for (const uploader of UPLOADERS) {
    await check(`${uploader} sends the attestations, and an index takes them`, async () => {
      const upload = { sandbox, project: PROJECT, python: tools.python, paths };
      const sent = await uploadWith(uploader, upload);
      for (const { filename } of FILES) {
        equal(inOrder(sent[filename] ?? []), inOrder(await attestationsOf(dist, filename)));
      }
    });
  }
}

/** By signature, because each uploader has an order of its own. */
const inOrder = (attestations: readonly object[]): object[] =>
  attestations.toSorted((a, b) => (signatureOf(a) < signatureOf(b) ? -1 : 1));

const signatureOf = (attestation: object): string =>
  stringMember(attestation, 'envelope', 'signature');

async function attestationsOf(dist: string, filename: string): Promise<object[]> {
  return Promise.all(
    ['publish', 'slsa'].map(
      async (type) =>
        JSON.parse(await readFile(join(dist, `${filename}.${type}.attestation`), 'utf8')) as object,
    ),
  );
}

async function cases(dist: string, type: 'publish' | 'slsa'): Promise<Case[]> {
  return Promise.all(
    FILES.map(async ({ filename }) => ({
      ...IDENTITY,
      distribution: join(dist, filename),
      evidence: {
        attestation: await readFile(join(dist, `${filename}.${type}.attestation`), 'utf8'),
      },
    })),
  );
}
