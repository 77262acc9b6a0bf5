import type { Identity } from '../identity/identity.ts';
import type { PublisherObject } from '../identity/publisher-object.ts';
import type { EvidenceOrigin } from '../report.ts';

/** A statement about a file that verified. */
export interface VerifiedStatement {
  readonly predicateType: string;
  readonly identity: Identity;
  /** Its entry of the transparency log; milliseconds since the epoch. */
  readonly log: { readonly index: string; readonly time: number | undefined } | undefined;
}

/** What became of one attestation. */
export type AttestationOutcome =
  | ({ readonly kind: 'verified' } & VerifiedStatement)
  | { readonly kind: 'unknown-predicate'; readonly predicateType: string }
  | { readonly kind: 'other-subject'; readonly reason: string }
  /** It may be true, and things of its kind are not verified here. */
  | { readonly kind: 'uncheckable'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string };

/** An attestation of a provenance object, judged. */
export interface JudgedAttestation {
  readonly outcome: AttestationOutcome;
  /** What the index says; undefined for evidence that comes without an index. */
  readonly publisher: PublisherObject | undefined;
}

/** What evidence there is for a file. */
export type FileEvidence =
  /** Nobody claims that there is any. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | {
      readonly kind: 'read';
      readonly origin: EvidenceOrigin;
      readonly attestations: readonly JudgedAttestation[];
    };

/** The statements of evidence that verified, those about publishing first. */
export function verifiedStatements(evidence: FileEvidence): readonly VerifiedStatement[] {
  if (evidence.kind !== 'read') return [];
  return evidence.attestations
    .map(({ outcome }) => outcome)
    .filter((outcome) => outcome.kind === 'verified')
    .toSorted((a, b) => Number(isSlsa(a)) - Number(isSlsa(b)));
}

const isSlsa = ({ predicateType }: VerifiedStatement): boolean =>
  predicateType.startsWith('https://slsa.dev/');
