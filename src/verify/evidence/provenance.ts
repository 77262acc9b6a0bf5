import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import type {
  AttestationOutcome,
  FileEvidence,
  JudgedAttestation,
} from '../../provenance/files/file-evidence.ts';
import { certificateIdentity } from '../../provenance/identity/certificate-identity.ts';
import type { Identity } from '../../provenance/identity/identity.ts';
import type { PublisherObject } from '../../provenance/identity/publisher-object.ts';
import type { EvidenceOrigin } from '../../provenance/report.ts';
import type { Subject } from '../../sigstore/model/statement.ts';
import type { ProvenanceVerifier } from '../../sigstore/verify/provenance-verifier.ts';

/** PyPI takes two attestations a file; each costs milliseconds, and an index may serve what it likes. */
const MOST_ATTESTATIONS = 32;

const plainObject = v.custom<PublisherObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** Loose within attestations: what is wrong with one is said of that one. */
const provenanceShape = v.object({
  version: v.literal(1),
  attestation_bundles: v.array(
    v.object({ publisher: plainObject, attestations: v.array(v.unknown()) }),
  ),
});

/**
 * Verifies everything that a provenance object (PEP 740) claims about a file.
 * @param text as it was served
 */
export function readProvenance(
  text: string,
  subject: Subject,
  verifier: ProvenanceVerifier,
  origin: EvidenceOrigin,
): FileEvidence {
  let json: unknown;
  try {
    json = parseStrictJson(text, JSON_LIMITS.provenance);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'unavailable', reason: `What came as provenance ${why}.` };
  }
  const shape = v.safeParse(provenanceShape, json, FIRST_ISSUE);
  if (!shape.success) {
    const [issue] = shape.issues;
    const where = v.getDotPath(issue) ?? 'all of it';
    return single(origin, `it is no PEP 740 provenance object (${where}: ${issue.message})`);
  }
  const claimed = shape.output.attestation_bundles.flatMap(({ publisher, attestations }) =>
    attestations.map((attestation) => ({ publisher, attestation })),
  );
  if (claimed.length > MOST_ATTESTATIONS) {
    return single(origin, `there are ${claimed.length} of them for one file`);
  }
  const attestations = claimed.map(({ publisher, attestation }) =>
    judgeAttestation(attestation, subject, verifier, publisher),
  );
  return { kind: 'read', origin, attestations };
}

/** Who the attestations of a provenance object say that they are by. Nothing is verified. */
export function claimedIdentities(text: string, verifier: ProvenanceVerifier): readonly Identity[] {
  try {
    const json = parseStrictJson(text, JSON_LIMITS.provenance);
    const shape = v.safeParse(provenanceShape, json, FIRST_ISSUE);
    const bundles = shape.success ? shape.output.attestation_bundles : [];
    return bundles
      .flatMap(({ attestations }) => attestations)
      .slice(0, MOST_ATTESTATIONS)
      .flatMap((attestation) => verifier.claimedSigner(attestation) ?? [])
      .map(certificateIdentity);
  } catch {
    return [];
  }
}

/** Verifies one attestation, with what an index says of its publisher. */
export function judgeAttestation(
  attestation: unknown,
  subject: Subject,
  verifier: ProvenanceVerifier,
  publisher: PublisherObject | undefined,
): JudgedAttestation {
  return { outcome: outcomeOf(attestation, subject, verifier), publisher };
}

function outcomeOf(
  attestation: unknown,
  subject: Subject,
  verifier: ProvenanceVerifier,
): AttestationOutcome {
  const verified = verifier.attestation(attestation, subject);
  if (verified.kind !== 'verified') return verified;
  const { predicateType, signer, log } = verified;
  return { kind: 'verified', predicateType, identity: certificateIdentity(signer), log };
}

function single(origin: EvidenceOrigin, reason: string): FileEvidence {
  const outcome = { kind: 'invalid', reason } as const;
  return { kind: 'read', origin, attestations: [{ outcome, publisher: undefined }] };
}
