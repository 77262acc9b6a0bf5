import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseJson } from '../../json/strict-json.ts';
import { distributionKey } from '../../packaging/distribution-filename.ts';
import type { RekorApiVersions } from '../model/client-trust-config.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../model/statement.ts';
import { type CertificateDetails, certificateDetails } from '../verify/certificate-details.ts';
import { checkLeafProfile } from '../verify/leaf-profile.ts';
import { expectAcceptedEntries, readAttestations } from './read-attestations.ts';

/** One thing that a signature is about. */
interface SignedSubject {
  readonly name: string | undefined;
  /** Lower-case hex by algorithm. */
  readonly digests: ReadonlyMap<string, string>;
}

/** An entry of a transparency log. */
interface LogEntryDetails {
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
 * @param accepted the logs whose entries PyPI accepts
 * @throws RangeError where it is neither an attestation nor a bundle
 */
export function signedDocument(json: unknown, accepted: RekorApiVersions): SignedDocument {
  const raw = rawSignedDocument(json);
  const refusals = new Set<string>();
  const note = (why: string | undefined) => why === undefined || refusals.add(why);
  note(
    refusal(() => {
      for (const { attestation } of readAttestations(JSON.stringify(json))) {
        expectAcceptedEntries(attestation, accepted);
      }
    }),
  );
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

/** What attestations and bundles have in common, found where each of them keeps it. */
interface RawSignedDocument {
  readonly format: 'attestation' | 'bundle';
  readonly mediaType: string | undefined;
  /** base64 of the in-toto statement. */
  readonly statement: string | undefined;
  /** The digest (base64) that a bundle without a statement signs. */
  readonly message: { readonly algorithm: string; readonly digest: string } | undefined;
  /** base64 of the leaf's DER. */
  readonly certificate: string | undefined;
  readonly entries: readonly RawEntry[];
  /** How many RFC 3161 timestamps there are. */
  readonly timestamps: number;
}

const text = v.fallback(v.optional(v.string()), undefined);
/** protobuf's JSON writes 64-bit numbers as strings, and readers take numbers too. */
const int64 = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
  undefined,
);

const entry = v.object({
  logIndex: int64,
  logId: v.fallback(v.object({ keyId: text }), { keyId: undefined }),
  kindVersion: v.fallback(v.object({ kind: text, version: text }), {
    kind: undefined,
    version: undefined,
  }),
  integratedTime: int64,
});

type RawEntry = v.InferOutput<typeof entry>;

const entries = v.fallback(v.array(entry), []);

const attestation = v.object({
  verification_material: v.object({
    certificate: text,
    transparency_entries: entries,
    timestamps: v.fallback(v.nullish(v.array(v.unknown()), []), []),
  }),
  envelope: v.fallback(v.object({ statement: text }), { statement: undefined }),
});

const rawBytes = v.object({ rawBytes: v.string() });

const bundle = v.object({
  mediaType: v.pipe(v.string(), v.startsWith('application/vnd.dev.sigstore.bundle')),
  verificationMaterial: v.object({
    certificate: v.fallback(v.optional(rawBytes), undefined),
    x509CertificateChain: v.fallback(
      v.optional(v.object({ certificates: v.array(rawBytes) })),
      undefined,
    ),
    tlogEntries: entries,
    timestampVerificationData: v.fallback(
      v.optional(v.object({ rfc3161Timestamps: v.fallback(v.array(v.unknown()), []) })),
      undefined,
    ),
  }),
  dsseEnvelope: v.fallback(
    v.optional(v.object({ payload: v.string(), payloadType: v.string() })),
    undefined,
  ),
  messageSignature: v.fallback(
    v.optional(
      v.object({ messageDigest: v.object({ algorithm: v.string(), digest: v.string() }) }),
    ),
    undefined,
  ),
});

/** @throws RangeError where `json` is neither an attestation nor a bundle */
export function rawSignedDocument(json: unknown): RawSignedDocument {
  const asAttestation = v.safeParse(attestation, json, FIRST_ISSUE);
  if (asAttestation.success) {
    const { verification_material: material, envelope } = asAttestation.output;
    return {
      format: 'attestation',
      mediaType: undefined,
      statement: envelope.statement,
      message: undefined,
      certificate: material.certificate,
      entries: material.transparency_entries,
      timestamps: material.timestamps?.length ?? 0,
    };
  }
  const asBundle = v.safeParse(bundle, json, FIRST_ISSUE);
  if (!asBundle.success) {
    throw new RangeError('it is neither a PEP 740 attestation nor a Sigstore bundle');
  }
  const { mediaType, verificationMaterial: material, ...signed } = asBundle.output;
  const inToto = signed.dsseEnvelope?.payloadType === IN_TOTO_PAYLOAD_TYPE;
  return {
    format: 'bundle',
    mediaType,
    statement: inToto ? signed.dsseEnvelope?.payload : undefined,
    message: signed.messageSignature?.messageDigest,
    certificate:
      material.certificate?.rawBytes ?? material.x509CertificateChain?.certificates[0]?.rawBytes,
    entries: material.tlogEntries,
    timestamps: material.timestampVerificationData?.rfc3161Timestamps.length ?? 0,
  };
}
