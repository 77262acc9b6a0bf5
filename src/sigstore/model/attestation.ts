import * as v from 'valibot';
import { base64Schema as base64 } from '../../json/base64.ts';

/** A 64-bit number: protobuf's JSON form is a string, and verifiers refuse a JSON number. */
const int64 = v.pipe(v.string(), v.regex(/^\d{1,20}$/, 'it is no number of at most 20 digits'));

/** One entry of a transparency log, in the JSON form of a Sigstore bundle. */
const transparencyEntrySchema = v.strictObject({
  logIndex: int64,
  logId: v.strictObject({ keyId: base64 }),
  kindVersion: v.strictObject({ kind: v.string(), version: v.string() }),
  integratedTime: int64,
  inclusionPromise: v.strictObject({ signedEntryTimestamp: base64 }),
  inclusionProof: v.strictObject({
    logIndex: int64,
    rootHash: base64,
    treeSize: int64,
    hashes: v.array(base64),
    checkpoint: v.strictObject({ envelope: v.string() }),
  }),
  canonicalizedBody: base64,
});

/** A PEP 740 attestation object, version 1, as PyPI takes it. */
export const attestationSchema = v.object({
  version: v.literal(1),
  verification_material: v.object({
    /** base64 of the DER of the signing certificate alone. */
    certificate: base64,
    transparency_entries: v.pipe(v.array(transparencyEntrySchema), v.minLength(1)),
  }),
  envelope: v.object({
    /** base64 of the exact bytes that were signed. */
    statement: base64,
    /** base64 of the DER of the ECDSA signature. */
    signature: base64,
  }),
});

export type TransparencyEntry = v.InferOutput<typeof transparencyEntrySchema>;
export type Attestation = v.InferOutput<typeof attestationSchema>;
