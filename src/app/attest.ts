import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type AttestationVerifier,
  createAttestationVerifier,
} from '../attestation/attestation-verifier.ts';
import { attestationBundleText, bundleText } from '../attestation/bundle-conversion.ts';
import { type SigningSession, withSigningSession } from '../attestation/signing-session.ts';
import { findFiles } from '../distribution/discover.ts';
import { inspectDistributions } from '../distribution/inspect.ts';
import { PublishError } from '../errors.ts';
import type { Distribution } from '../formats/distribution.ts';
import type { AttestConfig } from './attest-config.ts';
import type { AttestedFile, AttestReport } from './attest-report.ts';
import { attestationFilename, attestSubjects } from './attest-subjects.ts';
import type { Deps } from './deps.ts';
import { asPublishError } from './internal-error.ts';
import { identifySigner, type SigningJob } from './signing-job.ts';
import { prepareSigstore } from './sigstore.ts';

/** PyPI takes entries of Rekor v1 logs only, and attestations are for PyPI first. */
const REKOR_API_VERSION = 1;
const INSPECT_CONCURRENCY = 4;

/**
 * Signs files without uploading them: distributions get PEP 740 attestations, other files a
 * plain Sigstore bundle. Nothing is written before everything is signed and verified.
 */
export async function attest(config: AttestConfig, deps: Deps): Promise<AttestReport> {
  try {
    return await run(config, deps);
  } catch (error) {
    return { files: [], signer: undefined, error: asPublishError(error) };
  }
}

async function run(config: AttestConfig, deps: Deps): Promise<AttestReport> {
  const { signing } = config;
  const sigstore = await prepareSigstore(signing.trustConfigPath, config, REKOR_API_VERSION, deps);
  const { distributions, others } = await collect(config);
  await refuseExisting([...distributions, ...others], config);
  const job = await identifySigner(signing.budgetMs, deps);
  const instance = await sigstore();
  const verifier = createAttestationVerifier(instance.trustedRoot);
  const signed = await withSigningSession(
    { ...signing, ...instance, idToken: job.idToken },
    deps,
    async (session) => [
      ...(await signDistributions(distributions, job, session, verifier, config)),
      ...(await signOthers(others, job, session, verifier)),
    ],
  );
  const files: AttestedFile[] = [];
  for (const one of signed) files.push(await write(one, config, deps));
  const { repository, workflow } = job.identity;
  return { files, signer: `${repository}, workflow ${workflow}`, error: undefined };
}

/** A file that was signed, with the texts to be written for it. */
interface SignedFile extends Omit<AttestedFile, 'written'> {
  /** By file name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A file that is no distribution, read whole. */
interface OtherFile {
  readonly path: string;
  readonly filename: string;
}

async function collect(
  config: AttestConfig,
): Promise<{ distributions: readonly Distribution[]; others: readonly OtherFile[] }> {
  const { patterns, workspace } = config;
  const found = await findFiles({ patterns, workspace, packagesDir: workspace });
  const distributions = await inspectDistributions(found.distributions, {
    concurrency: INSPECT_CONCURRENCY,
  });
  const others = found.strays
    .filter((path) => !/\.(?:attestation|sigstore|sigstore\.json)$/.test(path))
    .map((path) => ({ path, filename: basename(path) }));
  if (distributions.length + others.length > 0) return { distributions, others };
  throw new PublishError({
    code: 'no-distributions',
    message: `There is nothing to sign: ${patterns.join(', ')} names no file.`,
    remedy: 'Build first, or download the files into this job, and name them in `paths`.',
  });
}

async function signDistributions(
  distributions: readonly Distribution[],
  job: SigningJob,
  session: SigningSession,
  verifier: AttestationVerifier,
  config: AttestConfig,
): Promise<readonly SignedFile[]> {
  const attestations = await attestSubjects({
    ...job,
    subjects: distributions,
    session,
    verifier,
    given: new Map(),
    slsaProvenance: config.signing.slsaProvenance,
  });
  return distributions.map(({ path, filename, sha256 }) => {
    const own = attestations.filter(({ subject }) => subject.filename === filename);
    const texts = new Map<string, string>();
    for (const { predicateType, attestation } of own) {
      const name = attestationFilename(filename, predicateType);
      texts.set(name, JSON.stringify(attestation));
      if (config.bundles) {
        texts.set(
          name.replace(/attestation$/, 'sigstore.json'),
          attestationBundleText(attestation),
        );
      }
    }
    const logIndexes = own.flatMap(({ attestation }) =>
      attestation.verification_material.transparency_entries.map(({ logIndex }) => logIndex),
    );
    return { path, filename, sha256, kind: 'distribution' as const, texts, logIndexes };
  });
}

async function signOthers(
  others: readonly OtherFile[],
  job: SigningJob,
  session: SigningSession,
  verifier: AttestationVerifier,
): Promise<readonly SignedFile[]> {
  const signed: SignedFile[] = [];
  // One after another: each is held in memory whole while it is signed.
  for (const { path, filename } of others) {
    const bytes = await readFile(path);
    const { bundle, sha256, logIndexes } = await session.signFile(bytes);
    verifier.verifyFile(bundle, { filename, bytes }, job.identity);
    const texts = new Map([[`${filename}.sigstore.json`, bundleText(bundle)]]);
    signed.push({ path, filename, sha256, kind: 'file', texts, logIndexes });
  }
  return signed;
}

function directoryOf(path: string, config: AttestConfig): string {
  const { attestationsDirectory, workspace } = config;
  return attestationsDirectory === undefined
    ? dirname(path)
    : resolve(workspace, attestationsDirectory);
}

async function write(
  { texts, ...file }: SignedFile,
  config: AttestConfig,
  deps: Deps,
): Promise<AttestedFile> {
  const directory = directoryOf(file.path, config);
  await mkdir(directory, { recursive: true });
  const written: string[] = [];
  for (const [name, text] of texts) {
    const path = join(directory, name);
    await writeFile(path, text);
    written.push(path);
  }
  deps.log.info(`${file.filename}: signed, log index ${file.logIndexes.join(', ')}`);
  return { ...file, written };
}

/** Attestations that exist may be of other bytes: they are replaced only when that is asked for. */
async function refuseExisting(files: readonly OtherFile[], config: AttestConfig): Promise<void> {
  if (config.overwrite) return;
  const endings = ['publish.attestation', 'slsa.attestation', 'sigstore.json'];
  const existing: string[] = [];
  for (const { path, filename } of files) {
    for (const ending of endings) {
      const target = join(directoryOf(path, config), `${filename}.${ending}`);
      if (await stat(target).catch(() => undefined)) existing.push(target);
    }
  }
  if (existing.length === 0) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: ['There are attestations already:', ...existing.map((path) => `- ${path}`)].join('\n'),
    remedy: 'Set `overwrite: true` to replace them, or `attestations-dir` to write elsewhere.',
  });
}
