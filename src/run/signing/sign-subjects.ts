import { PublishError } from '../../errors.ts';
import type { IdTokenClaims } from '../../github/oidc.ts';
import type { Log } from '../../log.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import { slsaProvenanceStatement } from '../../sigstore/model/slsa-provenance.ts';
import {
  type PredicateType,
  PUBLISH_PREDICATE_TYPE,
  publishStatement,
  SLSA_PREDICATE_TYPE,
  type Subject,
} from '../../sigstore/model/statement.ts';
import type { GivenAttestation } from '../../sigstore/read/read-attestations.ts';
import type { SigningSession } from '../../sigstore/sign/signing-session.ts';
import type { AttestationVerifier } from '../../sigstore/verify/attestation-verifier.ts';
import type { GithubIdentity } from '../../sigstore/verify/publisher-policy.ts';
import { countedProgress } from '../progress.ts';

/** Attestations that the workflow brought along, by the file name of their distribution. */
export type GivenAttestations = ReadonlyMap<string, readonly GivenAttestation[]>;

/** The files to attest, and who signs and verifies. */
export interface AttestSubjects {
  readonly subjects: readonly Subject[];
  /** Who must have signed. */
  readonly identity: GithubIdentity;
  /** Claims of the job, for provenance. */
  readonly claims: IdTokenClaims;
  readonly session: SigningSession;
  readonly verifier: AttestationVerifier;
  readonly given: GivenAttestations;
  readonly slsaProvenance: boolean;
  readonly log: Log;
  /** Whether signing that failed like this leaves the files with what is given. */
  readonly mayGoWithout?: (error: unknown) => boolean;
}

/** One attestation of one file, wherever it came from. */
export interface SubjectAttestation {
  readonly subject: Subject;
  readonly predicateType: PredicateType;
  readonly attestation: Attestation;
}

/**
 * Signs what is not given, and verifies every attestation as the index will: own ones as soon as
 * they are made, given ones before anything is signed, so that a wrong one leaves nothing in a public log.
 * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`,
 *   `invalid-attestation`, `id-token-unavailable`
 */
export async function attestSubjects(
  input: AttestSubjects,
): Promise<readonly SubjectAttestation[]> {
  const brought = given(input);
  for (const one of brought) verifyGiven(one, input);
  const signed = await sign(input).catch((error: unknown) => {
    if (input.mayGoWithout?.(error)) return [];
    throw error;
  });
  return [...brought, ...signed];
}

/** What follows a file's name in that of its attestation, as twine and uv look for it. */
export function attestationEnding(type: PredicateType): string {
  return `.${type === PUBLISH_PREDICATE_TYPE ? 'publish' : 'slsa'}.attestation`;
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

function verifyGiven({ attestation, subject }: SubjectAttestation, input: AttestSubjects): void {
  try {
    input.verifier.verify(attestation, subject, input.identity);
  } catch (cause) {
    if (!(cause instanceof PublishError)) throw cause;
    throw new PublishError({
      code: cause.code,
      message: `${cause.message} It is one of \`attestation-paths\`.`,
      remedy:
        'PyPI takes attestations of the workflow that publishes only, made in the same repository and for these very bytes. Leave it out of `attestation-paths`: this step then signs its own.',
      cause,
    });
  }
}

async function sign(input: AttestSubjects): Promise<readonly SubjectAttestation[]> {
  const wanted = input.subjects.flatMap((subject) =>
    missingTypes(subject, input).map((predicateType) => ({
      subject,
      predicateType,
      statement:
        predicateType === PUBLISH_PREDICATE_TYPE
          ? publishStatement(subject)
          : slsaProvenanceStatement(subject, input.claims),
    })),
  );
  const isSigned = countedProgress('Signing', wanted.length, 'attestations', input.log);
  const signed = await input.session.attest(
    wanted.map((one) => one.statement),
    (attestation, place) => {
      const subject = wanted[place]?.subject;
      if (!subject) throw new TypeError('an attestation of no subject');
      input.verifier.verify(attestation, subject, input.identity);
      isSigned();
    },
  );
  return wanted.map(({ subject, predicateType }, place) => {
    const attestation = signed[place];
    if (!attestation) throw new TypeError(`${subject.filename} was not signed`);
    return { subject, predicateType, attestation };
  });
}

function missingTypes(
  { filename }: Subject,
  { given: brought, slsaProvenance }: AttestSubjects,
): readonly PredicateType[] {
  const there = (brought.get(filename) ?? []).map((one) => one.statement.predicateType);
  const wanted: readonly PredicateType[] = slsaProvenance
    ? [PUBLISH_PREDICATE_TYPE, SLSA_PREDICATE_TYPE]
    : [PUBLISH_PREDICATE_TYPE];
  return wanted.filter((type) => !there.includes(type));
}
