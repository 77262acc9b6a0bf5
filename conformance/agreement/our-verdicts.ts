import { TrustedRoot } from '@sigstore/protobuf-specs';
import { VerificationError } from '@sigstore/verify';
import { PublishError } from '../../src/errors.ts';
import { readAttestations } from '../../src/sigstore/read/read-attestations.ts';
import {
  type AttestationVerifier,
  createAttestationVerifier,
} from '../../src/sigstore/verify/attestation-verifier.ts';
import type { Evidence, RootName, Verdict } from './case.ts';

export const ISSUER = 'https://token.actions.githubusercontent.com';

export interface OurVerdict extends Verdict {
  /** The text of the attestation that would be sent to the index. */
  readonly sent?: string;
  /** Refused by an error that nobody foresaw. */
  readonly unforeseen?: boolean;
}

/** What this project says of each piece of evidence, with one verifier for each root. */
export class OurJudge {
  readonly #verifiers = new Map<string, AttestationVerifier>();

  constructor(roots: Readonly<Record<RootName, unknown>>) {
    for (const [name, root] of Object.entries(roots)) {
      this.#verifiers.set(name, createAttestationVerifier(TrustedRoot.fromJSON(root)));
    }
  }

  verdict(evidence: Evidence): OurVerdict {
    try {
      return this.#accept(evidence);
    } catch (error) {
      const why = refusal(error);
      return why === undefined
        ? { accepted: false, why: String(error), unforeseen: true }
        : { accepted: false, why };
    }
  }

  #accept({ text, distribution, publisher, root }: Evidence): OurVerdict {
    const given = readAttestations(text);
    const [first] = given;
    const verifier = this.#verifiers.get(root);
    if (first === undefined || given.length !== 1 || verifier === undefined) {
      throw new RangeError(`it is ${given.length} attestations`);
    }
    const subject = { filename: distribution.name, sha256: distribution.sha256 };
    verifier.verify(first.attestation, subject, { issuer: ISSUER, ...publisher });
    const { predicateType } = first.statement;
    return { accepted: true, predicateType, sent: JSON.stringify(first.attestation) };
  }
}

/** Why the evidence was refused; undefined where the error is not one that is meant to happen. */
function refusal(error: unknown): string | undefined {
  const isMeant = error instanceof PublishError && error.code === 'invalid-attestation';
  const cause = isMeant ? error.cause : error;
  const isForeseen = cause instanceof RangeError || (isMeant && cause instanceof VerificationError);
  return isForeseen ? cause.message : undefined;
}
