import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseJson } from '../../json/strict-json.ts';
import { distributionKey } from '../../packaging/same-distribution.ts';
import { type CertificateDetails, certificateDetails } from '../verify/certificate-details.ts';
import { checkLeafProfile } from '../verify/leaf-profile.ts';
import { type RawSignedDocument, rawSignedDocument } from './raw-signed-document.ts';
import { readAttestations } from './read-attestations.ts';

/** One thing that a signature is about. */
export interface SignedSubject {
  readonly name: string | undefined;
  /** Lower-case hex by algorithm. */
  readonly digests: ReadonlyMap<string, string>;
}

/** An entry of a transparency log. */
export interface LogEntryDetails {
  /** The log's id in hex, as Rekor writes it. */
  readonly logId: string | undefined;
  readonly logIndex: string | undefined;
  /** Milliseconds since the epoch; undefined where the log gives no time (Rekor v2). */
  readonly integratedAt: number | undefined;
  /** `dsse 0.0.1` and the like. */
  readonly kind: string;
}

/**
 * A PEP 740 attestation or a Sigstore bundle as it lies there. Nothing of it is verified,
 * and what it lacks is undefined.
 */
export interface SignedDocument {
  readonly format: 'attestation' | 'bundle';
  /** Of a bundle. */
  readonly mediaType: string | undefined;
  readonly subjects: readonly SignedSubject[];
  readonly predicateType: string | undefined;
  readonly certificate: CertificateDetails | undefined;
  readonly logEntries: readonly LogEntryDetails[];
  /** How many RFC 3161 timestamps a bundle carries. */
  readonly timestamps: number;
  /** Why PyPI takes nothing of this structure; empty where it does. */
  readonly refusals: readonly string[];
  /** The document itself. */
  readonly json: unknown;
}

/**
 * Reads as much as there is of a signed document.
 * @throws RangeError where it is neither an attestation nor a bundle
 */
export function signedDocument(json: unknown): SignedDocument {
  const raw = rawSignedDocument(json);
  const refusals = new Set<string>();
  const note = (why: string | undefined) => why === undefined || refusals.add(why);
  note(refusal(() => readAttestations(JSON.stringify(json))));
  const statement = readStatement(raw.statement);
  const subjects = statement?.subject.map(toSubject) ?? digestSubject(raw.message);
  for (const { name } of statement?.subject ?? []) {
    if (name !== undefined && distributionKey(name) === undefined) {
      note(`its subject is no distribution by its name (${name})`);
    }
  }
  let certificate: CertificateDetails | undefined;
  if (raw.certificate !== undefined) {
    const der = Buffer.from(raw.certificate, 'base64');
    note(refusal(() => checkLeafProfile(der, 'attestation')));
    note(
      refusal(() => {
        certificate = certificateDetails(der);
      }),
    );
  }
  return {
    format: raw.format,
    mediaType: raw.mediaType,
    subjects,
    predicateType: statement?.predicateType,
    certificate,
    logEntries: raw.entries.map(toLogEntry),
    timestamps: raw.timestamps,
    refusals: [...refusals],
    json,
  };
}

/** Statements of any subject and predicate, as far as they can be shown. */
const statementSchema = v.object({
  subject: v.fallback(
    v.array(
      v.object({
        name: v.fallback(v.optional(v.string()), undefined),
        digest: v.fallback(v.record(v.string(), v.string()), {}),
      }),
    ),
    [],
  ),
  predicateType: v.fallback(v.optional(v.string()), undefined),
});

type LooseStatement = v.InferOutput<typeof statementSchema>;

function readStatement(base64: string | undefined): LooseStatement | undefined {
  if (base64 === undefined) return undefined;
  try {
    const json = parseJson(Buffer.from(base64, 'base64'), JSON_LIMITS.statement);
    return v.parse(statementSchema, json, FIRST_ISSUE);
  } catch {
    return undefined;
  }
}

function toSubject({ name, digest }: LooseStatement['subject'][number]): SignedSubject {
  return { name, digests: new Map(Object.entries(digest)) };
}

function digestSubject(message: RawSignedDocument['message']): readonly SignedSubject[] {
  if (message === undefined) return [];
  const algorithm = message.algorithm.replace(/^SHA2_/, 'sha').toLowerCase();
  const digest = Buffer.from(message.digest, 'base64').toString('hex');
  return [{ name: undefined, digests: new Map([[algorithm, digest]]) }];
}

function toLogEntry(entry: RawSignedDocument['entries'][number]): LogEntryDetails {
  const seconds = Number(entry.integratedTime ?? 0);
  const { keyId } = entry.logId;
  return {
    logId: keyId === undefined ? undefined : Buffer.from(keyId, 'base64').toString('hex'),
    logIndex: entry.logIndex,
    integratedAt: seconds > 0 && seconds < 1e11 ? seconds * 1000 : undefined,
    kind: `${entry.kindVersion.kind ?? 'unknown'} ${entry.kindVersion.version ?? ''}`.trim(),
  };
}

function refusal(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
