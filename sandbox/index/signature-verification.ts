import { verify, X509Certificate } from 'node:crypto';
import { bundleFromJSON } from '@sigstore/bundle';
import { X509Certificate as ParsedCertificate } from '@sigstore/core';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, VerificationError, Verifier } from '@sigstore/verify';
import { stringMember } from '../http/json.ts';
import { preAuthenticationEncoding } from '../sigstore/dsse-entry.ts';
import type { Attestation } from './attestation-model.ts';
import {
  checkEntryShape,
  InvalidEntry,
  isOfRekorV2,
  namesCertificate,
  rootProblem,
} from './transparency-entry.ts';

/** An attestation does not verify; the message is sigstore-python's. */
export class VerificationFailed extends Error {}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** A certificate's extension content by dotted OID. */
export type Extensions = (oid: string) => Buffer | undefined;

/** Verifies one attestation; `policy` is asked about the certificate's extensions. */
export type VerifyAttestation = (
  attestation: Attestation,
  policy: (extensions: Extensions) => void,
) => void;

/**
 * sigstore-python's `verify_dsse` on a PEP 740 object: time, chain, SCT, usages, policy, log entry,
 * signature. Throws VerificationFailed, or InvalidEntry where nothing can be verified.
 *
 * Timestamps are read where the trusted root has an authority for them, and dropped elsewhere, as PyPI
 * does.
 */
export function makeVerifier(trustedRoot: object): VerifyAttestation {
  const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot));
  const verifier = new Verifier(material);
  const readsTimestamps = material.timestampAuthorities.length > 0;
  return (given, policy) => {
    const attestation = readsTimestamps ? given : withoutTimestamps(given);
    const [entry = {}] = attestation.verification_material.transparency_entries;
    const certificate = certificateOf(attestation);
    const isDated = (attestation.verification_material.timestamps ?? []).length > 0;
    checkEntryShape(entry, isDated);
    checkTime(entry, isDated);
    const failure = failureOf(verifier, attestation, entry);
    if (failure?.code === 'CERTIFICATE_ERROR') throw chainFailure(failure);
    checkUsages(certificate);
    const parsed = ParsedCertificate.parse(certificate.raw);
    policy((oid) => parsed.extension(oid)?.value);
    if (!signatureHolds(attestation, certificate)) {
      throw new VerificationFailed('DSSE: invalid signature');
    }
    const problem = failure?.message ?? rootProblem(entry);
    if (problem !== undefined) throw new VerificationFailed(`invalid log entry: ${problem}`);
    if (!namesCertificate(entry, certificate.toString())) {
      throw new VerificationFailed('log entry signatures do not match bundle');
    }
  };
}

function certificateOf(attestation: Attestation): X509Certificate {
  try {
    return new X509Certificate(
      Buffer.from(attestation.verification_material.certificate, 'base64'),
    );
  } catch {
    throw new InvalidEntry('invalid X.509 certificate');
  }
}

function withoutTimestamps(attestation: Attestation): Attestation {
  const { timestamps: _, ...material } = attestation.verification_material;
  return { ...attestation, verification_material: material };
}

function checkTime(entry: object, isDated: boolean): void {
  if (isDated && isOfRekorV2(entry)) return;
  const time = stringMember(entry, 'integratedTime');
  if (time === '' || time === '0') {
    throw new VerificationFailed('not enough sources of verified time');
  }
  const kind = stringMember(entry, 'kindVersion', 'kind');
  const isSupported = kind === 'dsse' || kind === 'hashedrekord';
  if (!isSupported || stringMember(entry, 'kindVersion', 'version') !== '0.0.1') {
    throw new VerificationFailed(
      'Integrated time only supported for dsse/hashedrekord 0.0.1 types',
    );
  }
  if (kind === 'hashedrekord') {
    throw new VerificationFailed('Unsupported DSSE log entry type: hashedrekord/0.0.1');
  }
}

function failureOf(
  verifier: Verifier,
  attestation: Attestation,
  entry: object,
): { readonly code: string; readonly message: string; readonly cause?: unknown } | undefined {
  try {
    verifier.verify(toSignedEntity(bundleOf(attestation, entry)));
    return undefined;
  } catch (error) {
    if (error instanceof VerificationError) return error;
    return { code: 'MALFORMED', message: String(error) };
  }
}

/** The Sigstore bundle v0.3 that PEP 740's object came from; only the first entry counts. */
function bundleOf(attestation: Attestation, entry: object): ReturnType<typeof bundleFromJSON> {
  return bundleFromJSON({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: attestation.verification_material.certificate },
      tlogEntries: [entry],
      timestampVerificationData: {
        rfc3161Timestamps: (attestation.verification_material.timestamps ?? []).map(
          (signedTimestamp) => ({ signedTimestamp }),
        ),
      },
    },
    dsseEnvelope: {
      payload: attestation.envelope.statement,
      payloadType: PAYLOAD_TYPE,
      signatures: [{ sig: attestation.envelope.signature, keyid: '' }],
    },
  });
}

function chainFailure(failure: { readonly message: string }): VerificationFailed {
  if (/\bSCTs?\b/.test(failure.message)) {
    return new VerificationFailed(
      `failed to verify SCT on signing certificate: ${failure.message}`,
    );
  }
  return new VerificationFailed(`failed to build timestamp certificate chain: ${failure.message}`);
}

/** Node's `keyUsage` is the list of extended key usages. */
function checkUsages(certificate: X509Certificate): void {
  const parsed = ParsedCertificate.parse(certificate.raw);
  if (certificate.ca || !parsed.extKeyUsage?.digitalSignature) {
    throw new VerificationFailed('Key usage is not of type `digital signature`');
  }
  if (!certificate.keyUsage?.includes('1.3.6.1.5.5.7.3.3')) {
    throw new VerificationFailed('Extended usage does not contain `code signing`');
  }
}

function signatureHolds(attestation: Attestation, certificate: X509Certificate): boolean {
  const statement = Buffer.from(attestation.envelope.statement, 'base64');
  const signature = Buffer.from(attestation.envelope.signature, 'base64');
  const signed = preAuthenticationEncoding(PAYLOAD_TYPE, statement);
  return verify('sha256', signed, certificate.publicKey, signature);
}
