import { createAttestationVerifier } from '../attestation/attestation-verifier.ts';
import type { GivenAttestation } from '../attestation/read-attestations.ts';
import { withSigningSession } from '../attestation/signing-session.ts';
import type { SigstoreInstance } from '../attestation/sigstore-instance.ts';
import type { Attestation } from '../formats/attestation.ts';
import type { IdToken, IdTokenClaims } from '../formats/oidc.ts';
import { slsaProvenanceStatement } from '../formats/slsa-provenance.ts';
import {
  type PredicateType,
  PUBLISH_PREDICATE_TYPE,
  publishStatement,
  SLSA_PREDICATE_TYPE,
  type Subject,
} from '../formats/statement.ts';
import { GITHUB_ISSUER, type GithubPublisher } from '../identity/publisher.ts';
import type { SigningConfig } from './config.ts';
import type { Deps } from './deps.ts';

/** Attestations that the workflow brought along, by the file name of their distribution. */
export type GivenAttestations = ReadonlyMap<string, readonly GivenAttestation[]>;

export interface AttestSubjects {
  readonly subjects: readonly Subject[];
  readonly publisher: GithubPublisher;
  /** Claims of the job, for provenance. */
  readonly claims: IdTokenClaims;
  /** Brings a fresh ID token for Sigstore's audience. */
  readonly idToken: () => Promise<IdToken>;
  readonly instance: SigstoreInstance;
  readonly given: GivenAttestations;
}

/** One attestation of one file, wherever it came from. */
export interface SubjectAttestation {
  readonly subject: Subject;
  readonly predicateType: PredicateType;
  readonly attestation: Attestation;
}

/**
 * Signs what is not given, and verifies every attestation as the index will.
 * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`,
 *   `invalid-attestation`, `id-token-unavailable`
 */
export async function attestSubjects(
  input: AttestSubjects,
  signing: SigningConfig,
  deps: Deps,
): Promise<readonly SubjectAttestation[]> {
  const all = [...given(input), ...(await sign(input, signing, deps))];
  const verifier = createAttestationVerifier(input.instance.trustedRoot);
  const { owner, repository, workflow } = input.publisher;
  const identity = { issuer: GITHUB_ISSUER, repository: `${owner}/${repository}`, workflow };
  for (const { attestation, subject } of all) verifier.verify(attestation, subject, identity);
  return all;
}

/** `FILE.publish.attestation` and `FILE.slsa.attestation`, as twine and uv look for them. */
export function attestationFilename(filename: string, type: PredicateType): string {
  return `${filename}.${type === PUBLISH_PREDICATE_TYPE ? 'publish' : 'slsa'}.attestation`;
}

function given(input: AttestSubjects): readonly SubjectAttestation[] {
  return input.subjects.flatMap((subject) =>
    (input.given.get(subject.filename) ?? []).map(({ attestation, statement }) => ({
      subject,
      predicateType: statement.predicateType,
      attestation,
    })),
  );
}

async function sign(
  input: AttestSubjects,
  signing: SigningConfig,
  deps: Deps,
): Promise<readonly SubjectAttestation[]> {
  const wanted = input.subjects.flatMap((subject) =>
    missingTypes(subject, input.given, signing).map((predicateType) => ({
      subject,
      predicateType,
      statement:
        predicateType === PUBLISH_PREDICATE_TYPE
          ? publishStatement(subject)
          : slsaProvenanceStatement(subject, input.claims),
    })),
  );
  if (wanted.length === 0) return [];
  const signed = await withSigningSession(
    { ...signing, ...input.instance, idToken: input.idToken },
    deps,
    (session) => session.attest(wanted.map(({ statement }) => statement)),
  );
  return wanted.flatMap(({ subject, predicateType }, place) => {
    const attestation = signed[place];
    return attestation ? [{ subject, predicateType, attestation }] : [];
  });
}

function missingTypes(
  { filename }: Subject,
  givenAttestations: GivenAttestations,
  { slsaProvenance }: SigningConfig,
): readonly PredicateType[] {
  const there = (givenAttestations.get(filename) ?? []).map((one) => one.statement.predicateType);
  const wanted: readonly PredicateType[] = slsaProvenance
    ? [PUBLISH_PREDICATE_TYPE, SLSA_PREDICATE_TYPE]
    : [PUBLISH_PREDICATE_TYPE];
  return wanted.filter((type) => !there.includes(type));
}
