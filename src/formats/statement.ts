import * as v from 'valibot';

/** The predicate type of a PyPI publish attestation (PEP 740). Its predicate is empty. */
export const PUBLISH_PREDICATE_TYPE = 'https://docs.pypi.org/attestations/publish/v1';

/** The predicate type of SLSA provenance v1, the other one that PyPI takes. */
export const SLSA_PREDICATE_TYPE = 'https://slsa.dev/provenance/v1';

/** What PyPI takes: at most one attestation of each type a file. */
export const PREDICATE_TYPES = [PUBLISH_PREDICATE_TYPE, SLSA_PREDICATE_TYPE] as const;

export type PredicateType = (typeof PREDICATE_TYPES)[number];

/** The media type that is signed inside a DSSE envelope. */
export const IN_TOTO_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** What a statement is about: one file. */
export interface Subject {
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** An in-toto Statement v1 about one file, with a predicate type that PyPI takes (PEP 740). */
const statementSchema = v.object({
  _type: v.literal(STATEMENT_TYPE),
  subject: v.pipe(
    v.array(
      v.object({ name: v.string(), digest: v.objectWithRest({ sha256: v.string() }, v.string()) }),
    ),
    v.length(1, 'it has several subjects, where PEP 740 asks for one'),
  ),
  predicateType: v.picklist(PREDICATE_TYPES),
});

/** A statement as far as it is read here: what it is about, and what kind of claim it makes. */
export interface Statement {
  readonly subject: Subject;
  readonly predicateType: PredicateType;
}

/**
 * Reads the bytes of a statement.
 * @throws RangeError that says why it is none that PEP 740 knows
 */
export function parseStatement(bytes: Uint8Array): Statement {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new RangeError('its statement is no JSON');
  }
  const result = v.safeParse(statementSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new RangeError(
      `its statement is none that PEP 740 knows (${path === null ? '' : `${path}: `}${issue.message})`,
    );
  }
  const [subject] = result.output.subject;
  if (!subject) throw new RangeError('its statement is about nothing');
  checkDigestNames(Object.keys(subject.digest));
  return {
    subject: { filename: subject.name, sha256: subject.digest['sha256'] ?? '' },
    predicateType: result.output.predicateType,
  };
}

/** sigstore-python's model knows these names, and refuses the whole statement over another. */
const DIGEST_NAMES: ReadonlySet<string> = new Set([
  'sha256',
  'sha384',
  'sha512',
  'sha3_256',
  'sha3_384',
  'sha3_512',
]);

function checkDigestNames(names: readonly string[]): void {
  const unknown = names.find((name) => !DIGEST_NAMES.has(name));
  if (unknown !== undefined) {
    throw new RangeError(`its subject has a digest that verifiers do not know (${unknown})`);
  }
}

/** The bytes of a statement about one file. */
export function serializeStatement(
  subject: Subject,
  predicateType: PredicateType,
  predicate: object,
): Buffer {
  return Buffer.from(
    JSON.stringify({
      _type: STATEMENT_TYPE,
      subject: [{ name: subject.filename, digest: { sha256: subject.sha256 } }],
      predicateType,
      predicate,
    }),
  );
}

/** "This file was published by whoever signs this." */
export function publishStatement(subject: Subject): Buffer {
  return serializeStatement(subject, PUBLISH_PREDICATE_TYPE, {});
}
