import { type JudgedAttestation, verifiedStatements } from '../files/file-evidence.ts';
import { type Finding, makeFinding, uncheckable } from '../finding.ts';
import { disagreement, publisherIdentity } from '../identity/publisher-object.ts';
import type { Check } from './check.ts';

/** Whether the evidence that there is holds: false evidence is worse than none. */
export const checkEvidence: Check = ({ evidence }) => {
  if (evidence.kind === 'none') return [];
  if (evidence.kind === 'unavailable') return [makeFinding('not-checked', evidence.reason)];
  const findings = evidence.attestations.flatMap(attestationFindings);
  if (findings.length > 0 || verifiedStatements(evidence).length > 0) return findings;
  const unclear = evidence.attestations.find(({ outcome }) => outcome.kind === 'uncheckable');
  if (unclear?.outcome.kind === 'uncheckable') return [uncheckable(unclear.outcome.reason)];
  return [makeFinding('empty-provenance', emptiness(evidence.attestations))];
};

function attestationFindings({ outcome, publisher }: JudgedAttestation): readonly Finding[] {
  switch (outcome.kind) {
    case 'invalid':
      return [
        makeFinding('invalid-attestation', `an attestation does not verify: ${outcome.reason}`),
      ];
    case 'uncheckable':
      return [];
    case 'other-subject':
      return [
        makeFinding('subject-mismatch', `an attestation is about another file: ${outcome.reason}`),
      ];
    case 'unknown-predicate':
      return [];
    case 'verified': {
      if (publisher === undefined) return [];
      const observed = outcome.identity;
      const claimed = publisherIdentity(publisher);
      if (claimed === undefined) {
        const kind = JSON.stringify(publisher['kind'] ?? null);
        return [
          makeFinding('publisher-unknown', `the index names a publisher of kind ${kind}`, {
            observed,
          }),
        ];
      }
      const why = disagreement(claimed, observed);
      return why === undefined ? [] : [makeFinding('publisher-mismatch', why, { observed })];
    }
  }
}

function emptiness(attestations: readonly JudgedAttestation[]): string {
  const types = attestations.flatMap(({ outcome }) =>
    outcome.kind === 'unknown-predicate' ? [outcome.predicateType] : [],
  );
  return types.length === 0
    ? 'the provenance holds no attestation'
    : `the provenance holds only statements of unknown kinds (${types.join(', ')})`;
}
