import type { Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { VerificationError } from '@sigstore/verify';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import { type LogPlace, logPlace } from '../log-location.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../model/statement.ts';
import { UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { readBundle } from '../read/read-bundle.ts';
import { digestSignature } from './digest-signature.ts';
import type { SignatureVerifier, VerifiedSigner } from './signature-verifier.ts';

/** What a signature must be over: the bytes of a file, or their SHA-256 (32 bytes) if only that is known. */
export type SignedArtifact =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'digest'; readonly sha256: Buffer };

/** What a Sigstore bundle about a file turned out to be. Only `verified` says anything about it. */
export type VerifiedBundle =
  | {
      readonly kind: 'verified';
      readonly signer: VerifiedSigner;
      readonly log: LogPlace | undefined;
      /** Of the statement that was signed; undefined where the file itself was. */
      readonly predicateType: string | undefined;
    }
  /** The signature is good, and the statement is about other files. */
  | { readonly kind: 'other-subject'; readonly reason: string }
  /** It may be true, and things of its kind are not verified here. */
  | { readonly kind: 'uncheckable'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Verifies a bundle over a file (`sigstore sign FILE`), or over a statement that names the file by its
 * SHA-256 (`actions/attest`).
 * @param json any JSON value
 * @throws Error that says what is wrong
 */
export function verifyFileBundle(
  json: unknown,
  artifact: SignedArtifact,
  signatures: SignatureVerifier,
): VerifiedBundle {
  const bundle = readBundle(json);
  const { content } = bundle;
  const sha256 = () =>
    artifact.kind === 'bytes'
      ? crypto.digest('sha256', artifact.bytes).toString('hex')
      : artifact.sha256.toString('hex');
  if (content.$case === 'messageSignature') {
    const signed =
      artifact.kind === 'bytes' ? artifact.bytes : digestSignature(content, artifact.sha256);
    const signer = orOtherBytes(() => signatures.signer(bundle, signed), content, sha256);
    return { kind: 'verified', signer, log: logPlace(bundle), predicateType: undefined };
  }
  // An envelope signs its payload: the file is compared by its digest, below.
  const signer = signatures.signer(bundle, content.dsseEnvelope.payload);
  const { payloadType, payload } = content.dsseEnvelope;
  if (payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new RangeError('it signs neither the file nor an in-toto statement');
  }
  const { subjects, predicateType } = parseFileStatement(payload);
  const compared = artifact.kind === 'bytes' ? DIGESTS : DIGESTS.slice(0, 1);
  const digest = (name: string) =>
    artifact.kind === 'bytes' ? crypto.digest(name, artifact.bytes).toString('hex') : sha256();
  if (isAboutOne(subjects, compared, digest)) {
    return { kind: 'verified', signer, log: logPlace(bundle), predicateType };
  }
  const digests = subjects.flatMap((subject) => subject.get('sha256') ?? []);
  const isComparable = subjects.some((subject) => compared.some((name) => subject.has(name)));
  if (subjects.length > 0 && !isComparable) {
    throw new UncheckableEvidence(
      `its subjects have no digest that is compared here (${compared.join(', ')})`,
    );
  }
  return { kind: 'other-subject', reason: `it is about other bytes (SHA-256 ${shown(digests)})` };
}

type MessageSignature = Extract<Bundle['content'], { readonly $case: 'messageSignature' }>;

/** The signature is checked last: where all else held, the bytes are what is wrong. */
function orOtherBytes<T>(
  verify: () => T,
  { messageSignature: { messageDigest } }: MessageSignature,
  sha256: () => string,
): T {
  try {
    return verify();
  } catch (cause) {
    const signed = messageDigest.digest.toString('hex');
    const isSignature = cause instanceof VerificationError && cause.code === 'SIGNATURE_ERROR';
    if (!isSignature || signed.length !== 64 || signed === sha256()) throw cause;
    throw new RangeError(`it signs other bytes (SHA-256 ${signed})`, { cause });
  }
}

/** Digests of subjects that count; each of a subject must be that of the file. */
const DIGESTS: readonly string[] = ['sha256', 'sha384', 'sha512'];

/** @param digest of the file, by the name of an algorithm; computed once */
function isAboutOne(
  subjects: FileStatement['subjects'],
  compared: readonly string[],
  digest: (name: string) => string,
): boolean {
  const named = compared.filter((name) => subjects.some((subject) => subject.has(name)));
  const own = new Map(named.map((name) => [name, digest(name)]));
  return subjects.some((subject) => {
    const shared = named.filter((name) => subject.has(name));
    return shared.length > 0 && shared.every((name) => subject.get(name) === own.get(name));
  });
}

const shown = (digests: readonly string[]): string =>
  digests.length > 1 ? `${digests[0]} and ${digests.length - 1} more` : (digests[0] ?? 'not given');

/** An in-toto statement about files of any kind, as far as it is read here. */
interface FileStatement {
  /** The digests of each file that it is about, in lower-case hex by algorithm. */
  readonly subjects: readonly ReadonlyMap<string, string>[];
  readonly predicateType: string;
}

const schema = v.object({
  _type: v.picklist(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: v.array(v.object({ digest: v.record(v.string(), v.unknown()) })),
  predicateType: v.pipe(v.string(), v.minLength(1)),
});

/**
 * Reads an in-toto Statement (v0.1 or v1) about any number of files: by their digests, as their
 * names are whatever they were called when they were made.
 * @throws RangeError that says why it is none
 */
function parseFileStatement(bytes: Uint8Array): FileStatement {
  const result = v.safeParse(schema, readJson(bytes), FIRST_ISSUE);
  if (!result.success) {
    const [issue] = result.issues;
    throw new RangeError(
      `it signs no in-toto statement (${v.getDotPath(issue) ?? 'all of it'}: ${issue.message})`,
    );
  }
  const { subject, predicateType } = result.output;
  const subjects = subject.map(
    ({ digest }) =>
      new Map(
        Object.entries(digest).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value.toLowerCase()] as const] : [],
        ),
      ),
  );
  return { subjects, predicateType };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes, JSON_LIMITS.statement);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`the statement that it signs ${cause.message}`, { cause });
  }
}
