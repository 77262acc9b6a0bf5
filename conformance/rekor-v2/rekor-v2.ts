import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { publish } from '../../sandbox/run.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { trustConfig } from '../../sandbox/sigstore/trust-config.ts';
import { Judge } from '../judge.ts';
import { mustRun } from '../process.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { SigstoreCommand } from '../sigstore-command.ts';
import type { Context, Suite } from '../suite.ts';
import { startRealV2 } from './services.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const IDENTITY = { repository: 'acme/widget', workflow: 'release.yml' };
const FILES = DISTRIBUTIONS.filter(({ project }) => project === 'iniconfig');
const SBOM = 'sbom.json';

/**
 * Signing with a real Rekor v2 log and a real timestamp authority, judged by sigstore-python; what
 * sigstore-python signs with them, judged by dist/cli.js; both once more with the sandbox's services.
 */
export const rekorV2: Suite = {
  name: 'rekor-v2',
  needs: ['python', 'rekorTiles', 'timestampServer'],

  run: async (context) => {
    const { tools, cacheDir, workDir } = context;
    await fetchDistributions(tools.python, FILES, cacheDir);
    const folder = join(workDir, 'dist');
    await mkdir(folder);
    for (const { filename } of FILES) {
      await copyFile(join(cacheDir, filename), join(folder, filename));
    }
    await writeFile(join(folder, SBOM), '{"bomFormat":"CycloneDX"}\n');
    const sandbox = await startSandbox({ rekorV2: true });
    try {
      await judgeAll(context, sandbox, folder, { name: 'sandbox', path: sandbox.trustConfigPath });
      const real = await startRealV2(tools, join(workDir, 'services'));
      try {
        const { fulcio, rekor } = sandbox.sigstore;
        const path = join(workDir, 'trust-config.json');
        const start = new Date(Date.now() - 3_600_000);
        await writeFile(path, JSON.stringify(trustConfig(fulcio, rekor, start, real)));
        await judgeAll(context, sandbox, folder, { name: 'rekor-tiles', path });
      } finally {
        await real.close();
      }
    } finally {
      await sandbox.close();
    }
  },
};

async function judgeAll(
  { tools, workDir, check }: Context,
  sandbox: Sandbox,
  directory: string,
  trust: { readonly name: string; readonly path: string },
): Promise<void> {
  const sigstore = new SigstoreCommand(tools.python, sandbox.github.claims, trust.path);
  const verify = (file: string, bundle: string) =>
    mustRun(process.execPath, [
      ...[CLI, 'verify', '--offline', '--custom-trusted-root', trust.path],
      ...['--bundle', bundle, '--repo', IDENTITY.repository, file],
    ]);
  let dist = directory;
  await check(`${trust.name}: wheel, sdist and another file are signed`, async () => {
    const inputs = { bundles: 'true', 'sigstore-trust-config': trust.path };
    const run = await publish(sandbox, { action: 'attest', directory, inputs });
    if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
    dist = join(run.workspace, 'dist');
  });
  const names = FILES.map(({ filename }) => filename);
  await check(`${trust.name}: sigstore-python verifies each bundle`, async () => {
    await sigstore.accepts(join(dist, SBOM), join(dist, `${SBOM}.sigstore.json`));
    for (const name of names) {
      await sigstore.accepts(join(dist, name), join(dist, `${name}.publish.sigstore.json`));
    }
  });
  await check(`${trust.name}: sigstore-python refuses a bundle for other bytes`, async () => {
    const other = join(workDir, 'other.json');
    await writeFile(other, '{"bomFormat":"CycloneDX"} ');
    await sigstore.refuses(other, join(dist, `${SBOM}.sigstore.json`));
  });
  await check(`${trust.name}: verify accepts each attestation and bundle`, async () => {
    await verify(join(dist, SBOM), join(dist, `${SBOM}.sigstore.json`));
    for (const name of names) {
      await verify(join(dist, name), join(dist, `${name}.publish.attestation`));
    }
  });
  await check(`${trust.name}: verify accepts what sigstore-python signs`, async () => {
    const bundle = join(workDir, `${trust.name}.theirs.sigstore.json`);
    await sigstore.sign(join(directory, SBOM), bundle, sandbox.github.idToken('sigstore'));
    await verify(join(directory, SBOM), bundle);
  });
  // When this fails, PyPI may soon accept them: `PYPI_REKOR_API_VERSIONS` in src/pypi/index-profile.ts.
  await check(`${trust.name}: pypi_attestations does not read timestamps yet`, async () => {
    const { trustedRoot } = JSON.parse(await readFile(trust.path, 'utf8')) as {
      trustedRoot: object;
    };
    const judge = new Judge(tools.python, trustedRoot, workDir);
    const cases = names.map(async (name) => ({
      ...IDENTITY,
      distribution: join(dist, name),
      evidence: { attestation: await readFile(join(dist, `${name}.publish.attestation`), 'utf8') },
    }));
    await judge.refuses(await Promise.all(cases), /inclusion promise or signed timestamp/);
  });
}
