import type { Bundle } from '@sigstore/bundle';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import * as v from 'valibot';
import { PublishError } from '../../errors.ts';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { distributionKey } from '../../packaging/distribution-filename.ts';
import { type Attestation, attestationSchema } from '../model/attestation.ts';
import { parseStatement, type Subject } from '../model/statement.ts';
import { attestationToBundle } from '../read/bundle-conversion.ts';
import { checkLogEntry } from './log-entry.ts';
import { checkGithubIdentity, type GithubIdentity } from './publisher-policy.ts';
import { createSignatureVerifier, type SignatureVerifier } from './signature-verifier.ts';

/** Verifies attestations as PyPI will, and more strictly where it would let a mistake pass. */
export interface AttestationVerifier {
  /** @throws PublishError `invalid-attestation` that names the file and the first thing wrong */
  verify(attestation: Attestation, subject: Subject, identity: GithubIdentity): void;
  /**
   * Verifies a plain signature of a file.
   * @throws PublishError `invalid-attestation`
   */
  verifyFile(
    bundle: Bundle,
    file: { readonly filename: string; readonly bytes: Buffer },
    identity: GithubIdentity,
  ): void;
}

/**
 * @param trustedRoot the keys of the Sigstore instance that signed
 * @param staleBecause why they may be out of date, for messages
 */
export function createAttestationVerifier(
  trustedRoot: TrustedRoot,
  staleBecause?: string,
): AttestationVerifier {
  const signatures = createSignatureVerifier(trustedRoot);
  const verifySigner = (bundle: Bundle, identity: GithubIdentity, bytes?: Buffer) =>
    checkGithubIdentity(singleSigner(bundle, signatures, bytes).claims, identity);
  return {
    verify: (attestation, subject, identity) =>
      orInvalid(`attestation of ${subject.filename}`, staleBecause, () => {
        checkShape(attestation);
        for (const entry of attestation.verification_material.transparency_entries) {
          checkLogEntry(entry, attestation);
        }
        verifySigner(attestationToBundle(attestation), identity);
        checkStatement(Buffer.from(attestation.envelope.statement, 'base64'), subject);
      }),
    verifyFile: (bundle, { filename, bytes }, identity) =>
      orInvalid(`signature of ${filename}`, staleBecause, () =>
        verifySigner(bundle, identity, bytes),
      ),
  };
}

function orInvalid(what: string, staleBecause: string | undefined, check: () => void): void {
  try {
    check();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const doubt = staleBecause === undefined ? '' : ` Note that ${staleBecause}.`;
    throw new PublishError({
      code: 'invalid-attestation',
      message: `The ${what} does not verify: ${why}.${doubt}`,
      remedy:
        staleBecause === undefined
          ? 'The index would refuse it. Run the job again; if it stays, please report it with this message.'
          : 'The keys that are trusted here may be too old to say. Run the job again when the mirror of the trusted root can be reached.',
      cause,
    });
  }
}

/** A chain of certificates has no place in an attestation. */
function singleSigner(bundle: Bundle, signatures: SignatureVerifier, bytes?: Buffer) {
  const { content } = bundle.verificationMaterial;
  const signer = signatures.signer(bundle, bytes);
  if (content.$case !== 'certificate') throw new RangeError('it has no single certificate');
  return signer;
}

function checkShape(attestation: Attestation): void {
  const { issues } = v.safeParse(attestationSchema, attestation, FIRST_ISSUE);
  if (!issues) return;
  const [issue] = issues;
  throw new RangeError(
    `it is no PEP 740 attestation (${v.getDotPath(issue) ?? 'all of it'}: ${issue.message})`,
  );
}

function checkStatement(bytes: Buffer, expected: Subject): void {
  const { subject } = parseStatement(bytes);
  const key = distributionKey(subject.filename);
  if (key === undefined || key !== distributionKey(expected.filename)) {
    throw new RangeError(`it is about ${subject.filename}`);
  }
  if (subject.sha256 !== expected.sha256) {
    throw new RangeError(`it is about other bytes (SHA-256 ${subject.sha256})`);
  }
}
