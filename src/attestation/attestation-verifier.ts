import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { PublishError } from '../errors.ts';
import type { Attestation } from '../formats/attestation.ts';
import { distributionKey } from '../formats/same-distribution.ts';
import { parseStatement, type Subject } from '../formats/statement.ts';
import { attestationToBundle } from './bundle-conversion.ts';
import { checkEachCertificateOnce } from './certificate-cache.ts';
import { type CertificateClaims, certificateClaims } from './certificate-claims.ts';
import { checkLeafProfile } from './leaf-profile.ts';
import { checkGithubIdentity, type GithubIdentity } from './publisher-policy.ts';

/** Verifies attestations as PyPI will, and more strictly where it would let a mistake pass. */
export interface AttestationVerifier {
  /** @throws PublishError `invalid-attestation` that names the file and the first thing wrong */
  verify(attestation: Attestation, subject: Subject, identity: GithubIdentity): void;
}

/** @param trustedRoot the keys of the Sigstore instance that signed */
export function createAttestationVerifier(trustedRoot: TrustedRoot): AttestationVerifier {
  const verifier = checkEachCertificateOnce(
    new Verifier(toTrustMaterial(withoutUndated(trustedRoot))),
  );
  const certificates = new Map<string, CertificateClaims>();
  return {
    verify(attestation, subject, identity) {
      try {
        verify(attestation, subject, identity, { verifier, certificates });
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new PublishError({
          code: 'invalid-attestation',
          message: `The attestation of ${subject.filename} does not verify: ${why}.`,
          remedy:
            'The index would refuse it. Run the job again; if it stays, please report it with this message.',
          cause,
        });
      }
    },
  };
}

function verify(
  attestation: Attestation,
  subject: Subject,
  identity: GithubIdentity,
  context: { readonly verifier: Verifier; readonly certificates: Map<string, CertificateClaims> },
): void {
  const entries = attestation.verification_material.transparency_entries;
  for (const { kindVersion } of entries) {
    if (kindVersion.kind !== 'dsse' || kindVersion.version !== '0.0.1') {
      throw new RangeError(
        `its log entry is ${kindVersion.kind} ${kindVersion.version}, not dsse 0.0.1`,
      );
    }
  }
  const signer = context.verifier.verify(toSignedEntity(attestationToBundle(attestation)));
  const { certificate } = attestation.verification_material;
  let claims = context.certificates.get(certificate);
  if (!claims) {
    checkLeafProfile(Buffer.from(certificate, 'base64'));
    claims = certificateClaims(signer);
    context.certificates.set(certificate, claims);
  }
  checkGithubIdentity(claims, identity);
  checkStatement(Buffer.from(attestation.envelope.statement, 'base64'), subject);
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

/** `@sigstore/verify` takes a log or CA without a start of validity as valid for ever. */
function withoutUndated(root: TrustedRoot): TrustedRoot {
  return {
    ...root,
    tlogs: root.tlogs.filter((log) => log.publicKey?.validFor?.start),
    ctlogs: root.ctlogs.filter((log) => log.publicKey?.validFor?.start),
    certificateAuthorities: root.certificateAuthorities.filter((ca) => ca.validFor?.start),
    timestampAuthorities: root.timestampAuthorities.filter((ca) => ca.validFor?.start),
  };
}
