import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../model/statement.ts';

/** What attestations and bundles have in common, found where each of them keeps it. */
export interface RawSignedDocument {
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
  verification_material: v.object({ certificate: text, transparency_entries: entries }),
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
      timestamps: 0,
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
