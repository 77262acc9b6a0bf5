import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import { UncheckableEvidence } from './uncheckable-evidence.ts';

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

const plainObject = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'it must be an object',
);

/** An in-toto Statement v1 about one file, with a predicate type that PyPI takes (PEP 740). */
const statementSchema = v.object({
  _type: v.literal(STATEMENT_TYPE),
  subject: v.pipe(
    v.array(v.object({ name: v.string(), digest: plainObject })),
    v.length(1, 'it has several subjects, where PEP 740 asks for one'),
  ),
  predicateType: v.picklist(PREDICATE_TYPES),
  predicate: v.optional(v.nullable(plainObject)),
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
  const result = v.safeParse(statementSchema, readJson(bytes), FIRST_ISSUE);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new RangeError(
      `its statement is not one that PEP 740 defines (${path === null ? '' : `${path}: `}${issue.message})`,
    );
  }
  const [subject] = result.output.subject;
  if (!subject) throw new RangeError('its statement is about nothing');
  return {
    subject: { filename: subject.name, sha256: sha256Of(subject.digest) },
    predicateType: result.output.predicateType,
  };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes, JSON_LIMITS.statement);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`its statement ${cause.message}`, { cause });
  }
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

/** Looks at own members only, whatever they are named. */
function sha256Of(digest: Readonly<Record<string, unknown>>): string {
  for (const [name, value] of Object.entries(digest)) {
    if (!DIGEST_NAMES.has(name)) {
      throw new RangeError(`its subject has a digest that verifiers do not know (${name})`);
    }
    if (typeof value !== 'string') throw new RangeError(`its subject's ${name} is no text`);
  }
  const sha256 = Object.hasOwn(digest, 'sha256') ? digest['sha256'] : undefined;
  if (typeof sha256 !== 'string') {
    const names = Object.keys(digest).join(', ');
    throw new UncheckableEvidence(
      `its subject has no sha256${names === '' ? '' : ` (only ${names})`}, and PEP 740 compares by that`,
    );
  }
  return sha256;
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
