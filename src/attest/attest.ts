import { inspectDistributions } from '../distributions/inspect.ts';
import { fileChanged } from '../files/file-changed.ts';
import { readRegularFile } from '../files/regular-file.ts';
import type { Log } from '../log.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { PYPI_REKOR_API_VERSIONS } from '../pypi/index-profile.ts';
import { isTooLong, nameBeside } from '../run/adjacent-name.ts';
import type { Deps } from '../run/deps.ts';
import { failureOf } from '../run/end-of-run.ts';
import { countedProgress } from '../run/progress.ts';
import { storeAtGithub } from '../run/signing/github-store.ts';
import { identifySigner, type SigningJob } from '../run/signing/job.ts';
import { attestationEnding, attestSubjects } from '../run/signing/sign-subjects.ts';
import { prepareSigstore } from '../run/signing/sigstore.ts';
import { warnStaleRoot } from '../run/signing/stale-root.ts';
import { writeTexts } from '../run/signing/write-files.ts';
import { expectSameBytes } from '../run/unchanged-files.ts';
import { PUBLISH_PREDICATE_TYPE } from '../sigstore/model/statement.ts';
import { attestationBundleText, bundleText } from '../sigstore/read/bundle-conversion.ts';
import { type SigningSession, withSigningSession } from '../sigstore/sign/signing-session.ts';
import {
  type AttestationVerifier,
  createAttestationVerifier,
} from '../sigstore/verify/attestation-verifier.ts';
import type { AttestConfig } from './config.ts';
import { type FileToSign, findFilesToSign, MOST_SIGNED_BYTES } from './files.ts';
import { attestationPlaces, bundlePlace, checkPlaces } from './outputs.ts';
import type { AttestedFile, AttestReport } from './report.ts';

const INSPECT_CONCURRENCY = 4;

/**
 * Signs files without uploading them: distributions get PEP 740 attestations, other files a
 * plain Sigstore bundle. Nothing is written before everything is signed and verified, and every
 * file still has the bytes that were signed.
 */
export async function attest(config: AttestConfig, deps: Deps): Promise<AttestReport> {
  const report = run(config, deps);
  const error = await failureOf(report, deps);
  return error ? { files: [], signer: undefined, error } : report;
}

async function run(config: AttestConfig, deps: Deps): Promise<AttestReport> {
  const { signing } = config;
  // Attestations are for PyPI first; a trust config without a Rekor v1 log is for another index.
  const logs = [...new Set([...PYPI_REKOR_API_VERSIONS, 1, 2] as const)];
  const sigstore = await prepareSigstore(signing.trustConfigPath, config, logs, deps);
  const found = await findFilesToSign(config, deps);
  await checkPlaces(found, config);
  const distributions = await inspectDistributions(found.distributions, {
    concurrency: INSPECT_CONCURRENCY,
    onInspected: countedProgress('Checking', found.distributions.length, 'files', deps.log),
  });
  const job = await identifySigner(signing.budgetMs, deps);
  const instance = await sigstore();
  warnStaleRoot(instance, deps.log);
  const verifier = createAttestationVerifier(instance.trustedRoot, instance.staleBecause);
  const signed = await withSigningSession(
    { ...signing, ...instance, idToken: job.idToken },
    deps,
    async (session) => {
      const signer = { job, session, verifier };
      return [
        ...(await signDistributions(distributions, signer, config, deps)),
        ...(await signOthers(found.others, signer, config)),
      ];
    },
  );
  await expectSameBytes(signed);
  await writeTexts(new Map(signed.flatMap(({ texts }) => [...texts])));
  for (const { filename, logIndexes } of signed) {
    deps.log.info(`${filename}: signed, log index ${logIndexes.join(', ')}`);
  }
  if (signing.githubAttestation) {
    await storeAtGithub(
      signed.flatMap(({ bundles }) => bundles),
      deps,
    );
  }
  const files = signed.map(({ path, filename, sha256, kind, texts, logIndexes }) => {
    const written = [...texts.keys()];
    return { path, filename, sha256, kind, written, logIndexes };
  });
  const { repository, workflow } = job.identity;
  return { files, signer: `${repository}, workflow ${workflow}`, error: undefined };
}

/** A file that was signed, with the texts to be written for it. */
interface SignedFile extends Omit<AttestedFile, 'written'> {
  /** Bytes. */
  readonly size: number;
  /** By absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Its attestations as Sigstore bundles. */
  readonly bundles: readonly string[];
}

/** Who signs, with what, and who looks at the result. */
interface Signer {
  readonly job: SigningJob;
  readonly session: SigningSession;
  readonly verifier: AttestationVerifier;
}

async function signDistributions(
  distributions: readonly Distribution[],
  { job, session, verifier }: Signer,
  config: AttestConfig,
  { log }: Deps,
): Promise<readonly SignedFile[]> {
  warnOfShortNames(distributions, log);
  const attestations = await attestSubjects({
    ...job,
    subjects: distributions,
    session,
    verifier,
    given: new Map(),
    slsaProvenance: config.signing.slsaProvenance,
    log,
  });
  return distributions.map((distribution) => {
    const { path, filename, size, sha256 } = distribution;
    const own = attestations.filter(({ subject }) => subject.filename === filename);
    const texts = new Map<string, string>();
    for (const { predicateType, attestation } of own) {
      const places = attestationPlaces({ path, filename }, predicateType, config);
      texts.set(places.attestation, JSON.stringify(attestation));
      if (places.bundle !== undefined) texts.set(places.bundle, attestationBundleText(attestation));
    }
    const logIndexes = own.flatMap(({ attestation }) =>
      attestation.verification_material.transparency_entries.map(({ logIndex }) => logIndex),
    );
    const bundles = own.map(({ attestation }) => attestationBundleText(attestation));
    const file = { path, filename, size, sha256, kind: 'distribution' as const };
    return { ...file, texts, bundles, logIndexes };
  });
}

/** Other uploaders look for `FILE.publish.attestation`, which no file system has room for here. */
function warnOfShortNames(distributions: readonly Distribution[], log: Log): void {
  const ending = attestationEnding(PUBLISH_PREDICATE_TYPE);
  for (const { filename } of distributions) {
    if (!isTooLong(filename, ending)) continue;
    log.warning(
      `The attestation of ${filename} is written as ${nameBeside(filename, ending)}, because the usual name is longer than a file system allows. twine and uv do not find it; \`attestation-paths\` of this project does.`,
    );
  }
}

async function signOthers(
  others: readonly FileToSign[],
  { job, session, verifier }: Signer,
  config: AttestConfig,
): Promise<readonly SignedFile[]> {
  const signed: SignedFile[] = [];
  // One after another: each is held in memory whole while it is signed.
  for (const file of others) {
    const { path, filename } = file;
    const bytes = await readRegularFile(path, MOST_SIGNED_BYTES);
    if (typeof bytes === 'string') throw fileChanged([{ filename, reason: `${bytes} now` }]);
    const { bundle, sha256, logIndexes } = await session.signFile(bytes);
    verifier.verifyFile(bundle, { filename, bytes }, job.identity);
    const texts = new Map([[bundlePlace(file, config), bundleText(bundle)]]);
    const size = bytes.length;
    signed.push({ path, filename, size, sha256, kind: 'file', texts, bundles: [], logIndexes });
  }
  return signed;
}
