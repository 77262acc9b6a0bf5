import * as v from 'valibot';
import { base64Schema as base64 } from '../../json/base64.ts';
import { FIRST_ISSUE } from '../../json/first-issue.ts';

/** A 64-bit number: protobuf's JSON form is a string, and verifiers refuse a JSON number. */
const int64 = v.pipe(v.string(), v.regex(/^\d{1,20}$/, 'it is no number of at most 20 digits'));

const entry = {
  logIndex: int64,
  logId: v.strictObject({ keyId: base64 }),
  kindVersion: v.strictObject({ kind: v.string(), version: v.string() }),
  inclusionProof: v.strictObject({
    logIndex: int64,
    rootHash: base64,
    treeSize: int64,
    hashes: v.array(base64),
    checkpoint: v.strictObject({ envelope: v.string() }),
  }),
  canonicalizedBody: base64,
};

/** An entry of a Rekor v1 log: it says when it was made, and the log signed that. */
const datedEntry = v.strictObject({
  ...entry,
  integratedTime: int64,
  inclusionPromise: v.strictObject({ signedEntryTimestamp: base64 }),
});

/** An entry of a Rekor v2 log: only a timestamp authority says when it was made. */
const undatedEntry = v.strictObject({
  ...entry,
  integratedTime: v.exactOptional(v.literal('0', 'an entry of a Rekor v2 log has no time')),
  inclusionPromise: v.exactOptional(v.null('an entry of a Rekor v2 log has no promise')),
});

type DatedEntry = v.InferOutput<typeof datedEntry>;

/** An entry of either: with a time and the log's promise, or without both. */
export type TransparencyEntry = Omit<DatedEntry, 'integratedTime' | 'inclusionPromise'> & {
  integratedTime?: string;
  inclusionPromise?: DatedEntry['inclusionPromise'] | null;
};

/** What says of which log version an entry is. */
type Versioned = Pick<TransparencyEntry, 'kindVersion'>;

const versionShape = v.object({ kindVersion: v.object({ kind: v.string(), version: v.string() }) });

/** Whether an entry says that it is of a Rekor v2 log: `hashedrekord` or `dsse` 0.0.2. */
export function isRekorV2Entry({ kindVersion }: Versioned): boolean {
  return kindVersion.version === '0.0.2' && ['hashedrekord', 'dsse'].includes(kindVersion.kind);
}

/** One entry of a transparency log, in the JSON form of a Sigstore bundle. */
const transparencyEntrySchema = v.lazy((input): v.GenericSchema<unknown, TransparencyEntry> => {
  const shape = v.safeParse(versionShape, input, FIRST_ISSUE);
  return shape.success && isRekorV2Entry(shape.output) ? undatedEntry : datedEntry;
});

/** As in sigstore-python 4.5.1: each is a signature to verify. */
export const MOST_TIMESTAMPS = 32;

/**
 * A PEP 740 attestation object, version 1, as PyPI takes it; with `timestamps` as
 * pypi/pypi-attestations#143 and pypa/packaging.python.org#1936 propose them (read 2026-12-01).
 */
export const attestationSchema = v.object({
  version: v.literal(1),
  verification_material: v.object({
    /** base64 of the DER of the signing certificate alone. */
    certificate: base64,
    transparency_entries: v.pipe(v.array(transparencyEntrySchema), v.minLength(1)),
    /** base64 of RFC 3161 timestamp responses over the signature. */
    timestamps: v.exactOptional(v.nullable(v.pipe(v.array(base64), v.maxLength(MOST_TIMESTAMPS)))),
  }),
  envelope: v.object({
    /** base64 of the exact bytes that were signed. */
    statement: base64,
    /** base64 of the DER of the ECDSA signature. */
    signature: base64,
  }),
});

export type Attestation = v.InferOutput<typeof attestationSchema>;
