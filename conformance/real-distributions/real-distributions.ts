import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { shownLog } from '../../sandbox/find-secrets.ts';
import { publish } from '../../sandbox/run.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type Case, Judge } from '../judge.ts';
import { mustRun } from '../process.ts';
import type { Context, Suite } from '../suite.ts';
import { DISTRIBUTIONS } from './distributions.ts';
import { fetchDistributions, sha256 } from './fetch.ts';
import { equal, provenanceOf, type ReportedFile, reportedFiles } from './published.ts';

const GENERATORS = resolve(import.meta.dirname, 'generators.py');
const IDENTITY = { repository: 'acme/widget', workflow: 'release.yml' };
const PROJECTS = new Set(DISTRIBUTIONS.map(({ project }) => project));

/**
 * Wheels and sdists of seven build backends, published through dist/index.js in one release and
 * one by one; what was signed is judged by pypi_attestations, what is served by pip.
 */
export const realDistributions: Suite = {
  name: 'real-distributions',
  needs: ['python'],

  run: async (context) => {
    const { tools, cacheDir, check } = context;
    await fetchDistributions(tools.python, DISTRIBUTIONS, cacheDir);
    const paths = DISTRIBUTIONS.map(({ filename }) => join(cacheDir, filename));
    await check('each wheel is of the backend that it stands for', () =>
      checkGenerators(tools.python, paths),
    );
    await withSandbox(async (sandbox) => {
      const files: ReportedFile[] = [];
      await check('one run publishes all projects', async () => {
        files.push(...(await release(sandbox, paths)));
      });
      await judgeAll(context, sandbox, paths, files);
      await downloadAll(context, sandbox);
    });
    await withSandbox(async (sandbox) => {
      const files: ReportedFile[] = [];
      await check('a run for each file publishes it', async () => {
        for (const path of paths) {
          files.push(...(await release(sandbox, [path])));
        }
      });
      const judge = new Judge(tools.python, sandbox.sigstore.trustedRoot, context.workDir);
      await check('pypi_attestations verifies what the index then serves', async () => {
        equal(files.length, paths.length);
        await judge.accepts(await servedCases(sandbox, files, cacheDir));
      });
    });
  },
};

async function withSandbox(work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox();
  for (const project of PROJECTS) {
    sandbox.registerPublisher({ project });
  }
  try {
    await work(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function checkGenerators(python: string, paths: readonly string[]): Promise<void> {
  const wheels = paths.filter((path) => path.endsWith('.whl'));
  const found: Record<string, string> = JSON.parse(await mustRun(python, [GENERATORS, ...wheels]));
  for (const { filename, generator } of DISTRIBUTIONS) {
    if (filename.endsWith('.whl') && !found[filename]?.startsWith(generator)) {
      throw new Error(`${filename} was made by ${found[filename]}, not by ${generator}`);
    }
  }
}

/** Publishes files in one run of the action, and looks that it says so. */
async function release(sandbox: Sandbox, paths: readonly string[]): Promise<ReportedFile[]> {
  const run = await publish(sandbox, { files: paths });
  if (run.exitCode !== 0) {
    const log = shownLog(run.stdout);
    throw new Error(`exit code ${run.exitCode}\n${log}\n${run.stderr}`);
  }
  const files = reportedFiles(run.outputs);
  const byName = new Map(files.map((file) => [file.name, file]));
  equal([...byName.keys()].sort(), paths.map((path) => basename(path)).sort());
  for (const { filename, project, sha256: digest } of DISTRIBUTIONS) {
    const file = byName.get(filename);
    if (file !== undefined) {
      const { status } = file;
      equal(
        { status, project: file.project, sha256: file.sha256 },
        { status: 'uploaded', project, sha256: digest },
      );
    }
  }
  equal(run.outputs['uploaded-count'], String(paths.length));
  return files;
}

/** Everything that pypi_attestations must say, and what it must not. */
async function judgeAll(
  { tools, workDir, cacheDir, check }: Context,
  sandbox: Sandbox,
  paths: readonly string[],
  files: readonly ReportedFile[],
): Promise<void> {
  const judge = new Judge(tools.python, sandbox.sigstore.trustedRoot, workDir);
  const written: Case[] = [];
  await check('pypi_attestations verifies every attestation that was written', async () => {
    for (const file of files) {
      const attestation = await readFile(file.attestation ?? 'no attestation', 'utf8');
      const distribution = join(cacheDir, file.name);
      written.push({ ...IDENTITY, distribution, evidence: { attestation } });
    }
    equal(written.length, paths.length);
    await judge.accepts(written);
  });
  await check('pypi_attestations verifies every provenance that the index serves', async () => {
    const served = await servedCases(sandbox, files, cacheDir);
    equal(served.length, paths.length);
    await judge.accepts(served);
  });
  await check('it refuses them for another repository', () =>
    judge.refuses(
      written.map((one) => ({ ...one, repository: 'acme/gadget' })),
      /OIDCSourceRepositoryURI does not match/,
    ),
  );
  await check('it refuses them for another workflow', () =>
    judge.refuses(
      written.map((one) => ({ ...one, workflow: 'ci.yml' })),
      /does not match expected Trusted Publisher/,
    ),
  );
  await check('it refuses them for files with a changed byte', async () => {
    const changed = await withChangedByte(written, join(workDir, 'changed'));
    await judge.refuses(changed, /subject does not match distribution digest/);
  });
  await check('it refuses them under the root of another Sigstore', () =>
    withSandbox(async (other) => {
      const stranger = new Judge(tools.python, other.sigstore.trustedRoot, workDir);
      await stranger.refuses(written, /certificate chain/);
    }),
  );
}

async function servedCases(
  sandbox: Sandbox,
  files: readonly ReportedFile[],
  cacheDir: string,
): Promise<Case[]> {
  const cases: Case[] = [];
  for (const file of files) {
    const provenance = await provenanceOf(sandbox.index.url, file);
    cases.push({ ...IDENTITY, distribution: join(cacheDir, file.name), evidence: { provenance } });
  }
  return cases;
}

async function withChangedByte(cases: readonly Case[], folder: string): Promise<Case[]> {
  await mkdir(folder, { recursive: true });
  const changed: Case[] = [];
  for (const one of cases) {
    const bytes = await readFile(one.distribution);
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    const distribution = join(folder, basename(one.distribution));
    await writeFile(distribution, bytes);
    changed.push({ ...one, distribution });
  }
  return changed;
}

/** The bytes that come back, by pip's index client for all and by `pip download` for wheels. */
async function downloadAll({ tools, workDir, check }: Context, sandbox: Sandbox): Promise<void> {
  const { simpleUrl } = sandbox.index;
  await check("pip's client finds every file with the bytes that were published", async () => {
    const folder = join(workDir, 'client');
    await fetchDistributions(tools.python, DISTRIBUTIONS, folder, simpleUrl);
  });
  await check('pip download brings the wheels with the bytes that were published', async () => {
    const folder = join(workDir, 'pip');
    const wheels = DISTRIBUTIONS.filter(({ filename }) => filename.endsWith('.whl'));
    for (const { filename, project, sha256: digest } of wheels) {
      const platform = /-([^-]+)\.whl$/.exec(filename)?.[1]?.split('.')[0] ?? 'any';
      await mustRun(tools.python, [
        ...['-m', 'pip', '--isolated', '--disable-pip-version-check', 'download', '--quiet'],
        ...['--index-url', simpleUrl, '--no-deps', '--only-binary', ':all:', '--dest', folder],
        ...['--no-cache-dir', '--python-version', '3.11', '--platform', platform, project],
      ]);
      equal(await sha256(join(folder, filename)), digest);
    }
  });
}
