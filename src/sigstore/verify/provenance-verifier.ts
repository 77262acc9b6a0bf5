import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import { distributionKey } from '../../packaging/distribution-filename.ts';
import { type LogPlace, logPlace } from '../log-location.ts';
import { type Attestation, attestationSchema } from '../model/attestation.ts';
import type { ManagedKey } from '../model/managed-key.ts';
import {
  PREDICATE_TYPES,
  type PredicateType,
  parseStatement,
  type Subject,
} from '../model/statement.ts';
import { UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { attestationToBundle } from '../read/bundle-conversion.ts';
import { certificateClaims, laterClaims } from './certificate-claims.ts';
import { type SignedArtifact, type VerifiedBundle, verifyFileBundle } from './file-bundle.ts';
import { verifierOfInstances } from './instances.ts';
import { checkLogEntry } from './log-entry.ts';
import { createSignatureVerifier, type VerifiedSigner } from './signature-verifier.ts';

/** What an attestation turned out to be. Only `verified` says anything about the file. */
type VerifiedAttestation =
  | {
      readonly kind: 'verified';
      readonly predicateType: PredicateType;
      readonly signer: VerifiedSigner;
      readonly log: LogPlace | undefined;
    }
  /** The signature is good, and the statement is of a kind that nobody here knows: it does not count. */
  | { readonly kind: 'unknown-predicate'; readonly predicateType: string }
  /** The signature is good, and the statement is about another file. */
  | { readonly kind: 'other-subject'; readonly reason: string }
  /** It may be true, and things of its kind are not verified here. */
  | { readonly kind: 'uncheckable'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Verifies for whoever installs: the signer is found out, not expected. Throws nothing. */
export interface ProvenanceVerifier {
  /** @param attestation any JSON value; PEP 740's rules as PyPI has them apply to it */
  attestation(attestation: unknown, subject: Subject): VerifiedAttestation;
  /**
   * Who an attestation says that it is by. Nothing of it is verified: good for finding out what
   * is worth verifying.
   * @returns undefined where it does not say
   */
  claimedSigner(attestation: unknown): VerifiedSigner | undefined;
  /** @param bundle any JSON value */
  bundle(bundle: unknown, artifact: SignedArtifact): VerifiedBundle;
}

/**
 * @param trustedRoot the keys of the Sigstore instance to believe
 * @param managedKey the key that a bundle without a certificate must be signed with
 * @param others the keys of further instances, whose bundles of files are believed: PEP 740 knows one
 */
export function createProvenanceVerifier(
  trustedRoot: TrustedRoot,
  managedKey?: ManagedKey,
  others: () => readonly TrustedRoot[] = () => [],
): ProvenanceVerifier {
  const signatures = createSignatureVerifier(trustedRoot, managedKey);
  const all = verifierOfInstances({ root: trustedRoot, signatures }, others, managedKey);
  const verify = (json: unknown, subject: Subject): VerifiedAttestation => {
    const attestation = readAttestation(json);
    const { transparency_entries: entries } = attestation.verification_material;
    for (const entry of entries) checkLogEntry(entry, attestation);
    const bundle = attestationToBundle(attestation);
    const signer = signatures.signer(bundle);
    const statement = Buffer.from(attestation.envelope.statement, 'base64');
    const predicateType = claimedPredicateType(statement);
    if (predicateType !== undefined && !isKnown(predicateType)) {
      return { kind: 'unknown-predicate', predicateType };
    }
    const parsed = parseStatement(statement);
    const reason = whyOther(parsed.subject, subject);
    if (reason !== undefined) return { kind: 'other-subject', reason };
    const log = logPlace(bundle);
    return { kind: 'verified', predicateType: parsed.predicateType, signer, log };
  };
  return {
    attestation: (json, subject) => orInvalid(() => verify(json, subject)),
    claimedSigner,
    bundle: (json, artifact) => orInvalid(() => verifyFileBundle(json, artifact, all)),
  };
}

function claimedSigner(json: unknown): VerifiedSigner | undefined {
  const shape = v.safeParse(certificateShape, json, FIRST_ISSUE);
  if (!shape.success) return undefined;
  try {
    const der = Buffer.from(shape.output.verification_material.certificate, 'base64');
    return unverifiedSigner(der);
  } catch {
    return undefined;
  }
}

const certificateShape = v.object({ verification_material: v.object({ certificate: v.string() }) });

const isKnown = (type: string): boolean => PREDICATE_TYPES.some((known) => known === type);

function orInvalid<T>(verify: () => T): T | { kind: 'invalid' | 'uncheckable'; reason: string } {
  try {
    return verify();
  } catch (cause) {
    const kind = cause instanceof UncheckableEvidence ? 'uncheckable' : 'invalid';
    return { kind, reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

function readAttestation(json: unknown): Attestation {
  const result = v.safeParse(attestationSchema, json, FIRST_ISSUE);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RangeError(
    `it is no PEP 740 attestation (${v.getDotPath(issue) ?? 'all of it'}: ${issue.message})`,
  );
}

function whyOther(found: Subject, expected: Subject): string | undefined {
  const key = distributionKey(found.filename);
  if (key === undefined || key !== distributionKey(expected.filename)) {
    return `it is about ${found.filename}`;
  }
  return found.sha256 === expected.sha256
    ? undefined
    : `it is about other bytes (SHA-256 ${found.sha256})`;
}

/**
 * The predicate type that a statement claims, whether it is one that PEP 740 knows or not.
 * @returns undefined where the bytes are no statement at all
 */
function claimedPredicateType(statement: Uint8Array): string | undefined {
  try {
    const json = parseStrictJson(statement, JSON_LIMITS.statement);
    const type: unknown =
      typeof json === 'object' && json !== null && Object.hasOwn(json, 'predicateType')
        ? Reflect.get(json, 'predicateType')
        : undefined;
    return typeof type === 'string' ? type : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whom a certificate names, read as a verified one is.
 * @throws Error where it is no certificate, or its extensions are not what Fulcio writes
 */
function unverifiedSigner(der: Buffer<ArrayBuffer>): VerifiedSigner {
  const { publicKey } = new X509Certificate(der);
  const certificate = SigstoreCertificate.parse(der);
  const oids = certificate.extensions.map(({ subs }) => ({
    oid: { id: (subs[0]?.toOID() ?? '').split('.').map(Number) },
    value: subs.at(-1)?.value ?? Buffer.alloc(0),
  }));
  const signer = { key: publicKey, identity: { oids } };
  return {
    claims: certificateClaims(signer),
    laterClaims: laterClaims(signer),
    subject: certificate.subjectAltName,
  };
}
