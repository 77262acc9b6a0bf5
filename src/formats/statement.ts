/** The predicate type of a PyPI publish attestation (PEP 740). Its predicate is empty. */
export const PUBLISH_PREDICATE_TYPE = 'https://docs.pypi.org/attestations/publish/v1';

/** The media type that is signed inside a DSSE envelope. */
export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** What a statement is about: one file. */
export interface Subject {
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * The bytes of an in-toto Statement v1 that says "this file was published by whoever
 * signs this". Exactly one subject, as PEP 740 asks.
 */
export function publishStatement(subject: Subject): Buffer {
  return Buffer.from(
    JSON.stringify({
      _type: STATEMENT_TYPE,
      subject: [{ name: subject.filename, digest: { sha256: subject.sha256 } }],
      predicateType: PUBLISH_PREDICATE_TYPE,
      predicate: {},
    }),
  );
}
