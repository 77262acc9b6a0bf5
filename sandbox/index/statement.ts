import { parsedJson } from '../http/body.ts';
import { member } from '../http/json.ts';
import { InvalidFilename, parseFilename } from './distribution-filename.ts';
import { VerificationFailed } from './signature-verification.ts';

export const PREDICATE_TYPES: readonly string[] = [
  'https://docs.pypi.org/attestations/publish/v1',
  'https://slsa.dev/provenance/v1',
];

const DIGESTS = ['sha256', 'sha384', 'sha512', 'sha3_256', 'sha3_384', 'sha3_512'];

/**
 * Checks an in-toto Statement v1 against the uploaded file, as pypi-attestations does.
 * Returns the predicate type. Throws VerificationFailed.
 */
export function checkStatement(payload: Buffer, filename: string, sha256: string): string {
  const statement = parsedJson(payload.toString('utf8'));
  const subjects = member(statement, 'subject');
  const predicateType = member(statement, 'predicateType');
  const predicate = member(statement, 'predicate') ?? null;
  if (member(statement, '_type') !== 'https://in-toto.io/Statement/v1') invalid('_type');
  if (!Array.isArray(subjects) || subjects.length === 0) return invalid('subject');
  if (typeof predicateType !== 'string') return invalid('predicateType');
  if (typeof predicate !== 'object' || Array.isArray(predicate)) invalid('predicate');
  for (const subject of subjects) checkSubjectShape(subject);
  if (subjects.length !== 1) {
    throw new VerificationFailed('too many subjects in statement (must be exactly one)');
  }
  const name = member(subjects[0], 'name');
  if (typeof name !== 'string' || name === '') {
    throw new VerificationFailed('invalid subject: missing name');
  }
  if (keyOf(name) !== parseFilename(filename).key) {
    throw new VerificationFailed(
      `subject does not match distribution name: ${name} != ${filename}`,
    );
  }
  if (member(subjects[0], 'digest', 'sha256') !== sha256) {
    throw new VerificationFailed('subject does not match distribution digest');
  }
  if (!PREDICATE_TYPES.includes(predicateType)) {
    throw new VerificationFailed(`unknown attestation type: ${predicateType}`);
  }
  return predicateType;
}

function checkSubjectShape(subject: unknown): void {
  const digest = member(subject, 'digest');
  const isDigest =
    typeof digest === 'object' &&
    digest !== null &&
    Object.entries(digest).every(
      ([name, value]) => DIGESTS.includes(name) && typeof value === 'string',
    );
  if (!isDigest) invalid('subject.0.digest');
}

function keyOf(name: string): string {
  try {
    return parseFilename(name).key;
  } catch (error) {
    if (!(error instanceof InvalidFilename)) throw error;
    throw new VerificationFailed(`invalid subject: ${error.message}`);
  }
}

function invalid(path: string): never {
  throw new VerificationFailed(
    `invalid statement: 1 validation error for _Statement\n${path}\n  Input is invalid`,
  );
}
