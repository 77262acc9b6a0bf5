import { PublishError } from '../errors.ts';
import { readRegularFile } from '../files/regular-file.ts';
import type { JudgedAttestation } from '../provenance/files/file-evidence.ts';
import { type BundleOutcome, judgeBundles } from '../provenance/files/judge-bundles.ts';
import { expectedSigner } from '../provenance/identity/bundle-signer.ts';
import { certificateIdentity } from '../provenance/identity/certificate-identity.ts';
import type { VerifiedItem } from '../provenance/report.ts';
import type { VerificationSubject } from '../provenance/subject.ts';
import type { SignedArtifact } from '../sigstore/verify/file-bundle.ts';
import type { ProvenanceVerifier } from '../sigstore/verify/provenance-verifier.ts';
import type { ProjectVerification } from './context.ts';
import { signedDocuments } from './evidence/json-documents.ts';
import { evidenceBeside, isFileSignature } from './evidence/provided.ts';

/** A plain file is held in memory whole while its signature is verified. */
const MAX_SIGNED_BYTES = 1024 * 1024 * 1024;

/**
 * Verifies a plain file by the Sigstore bundles that were given or lie beside it
 * (`FILE.sigstore`, `FILE.sigstore.json`).
 * @throws PublishError `invalid-configuration` for a file that cannot be read
 */
export async function verifyBundle(
  subject: VerificationSubject,
  { trust, given, context }: Pick<ProjectVerification, 'trust' | 'given' | 'context'>,
): Promise<VerifiedItem> {
  const { path } = subject;
  const artifact = await readArtifact(subject);
  const { verifier } = await trust;
  const evidence = given.length > 0 || path === undefined ? given : await evidenceBeside(path);
  const outcomes = evidence.flatMap(({ text }) =>
    signedDocuments(text).map((json): BundleOutcome => {
      const verified = verifier.bundle(json, artifact);
      if (verified.kind !== 'verified') return verified;
      const { signer, ...signed } = verified;
      return { ...signed, identity: certificateIdentity(signer), subject: signer.subject };
    }),
  );
  const expected = expectedSigner(subject.filename ?? '', context.demands, context.policy);
  const isEmpty = evidence.length > 0 && outcomes.length === 0;
  return judgeBundles(subject, isEmpty ? [EMPTY] : outcomes, expected, context);
}

/**
 * What lies next to a distribution and claims to sign its bytes (`sigstore sign FILE`), and does not.
 * A true signature is no attestation, and who made it counts only where somebody is demanded.
 */
export async function falseSignatures(
  path: string,
  verifier: ProvenanceVerifier,
): Promise<readonly JudgedAttestation[]> {
  const signatures = (await evidenceBeside(path)).filter(isFileSignature);
  if (signatures.length === 0) return [];
  const bytes = await readBytes(path);
  return signatures
    .flatMap(({ text }) => signedDocuments(text))
    .map((json) => verifier.bundle(json, { kind: 'bytes', bytes }))
    .flatMap((outcome) => (outcome.kind === 'invalid' ? [{ outcome, publisher: undefined }] : []));
}

const EMPTY: BundleOutcome = { kind: 'empty', reason: 'it holds no attestation and no bundle' };

/** The file of a subject, or its SHA-256 where that is all that was named. */
async function readArtifact({ path, sha256 = '' }: VerificationSubject): Promise<SignedArtifact> {
  return path === undefined
    ? { kind: 'digest', sha256: Buffer.from(sha256, 'hex') }
    : { kind: 'bytes', bytes: await readBytes(path) };
}

async function readBytes(path: string): Promise<Buffer> {
  const bytes = await readRegularFile(path, MAX_SIGNED_BYTES);
  if (typeof bytes !== 'string') return bytes;
  const why = bytes === 'is too large' ? ': it is larger than 1 GiB' : '';
  throw new PublishError({
    code: 'invalid-configuration',
    message: `${path} cannot be read${why}.`,
    remedy: 'Give the path of a file that exists.',
  });
}
