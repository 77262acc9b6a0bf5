import { verify } from 'node:crypto';
import { parsedJson } from '../http/body.ts';
import { member, stringMember } from '../http/json.ts';
import { sha256 } from './digest.ts';
import { certificateOf, EntryRefused, storedCertificate } from './log-verifier.ts';

/** The bytes that a DSSE signature covers (DSSE v1, pre-authentication encoding). */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/**
 * The stored form of a proposed `dsse` 0.0.1 entry, canonicalised as Rekor does it: hashes instead
 * of the envelope, and the certificate re-encoded as PEM. Throws EntryRefused.
 */
export function canonicalDsseEntry(proposal: unknown): Buffer {
  const text = stringMember(proposal, 'spec', 'proposedContent', 'envelope');
  const envelope = parsedJson(text);
  const verifiers = member(proposal, 'spec', 'proposedContent', 'verifiers');
  const signatures = member(envelope, 'signatures');
  if (!Array.isArray(verifiers) || verifiers.length !== 1) {
    throw new EntryRefused('exactly one verifier is needed');
  }
  if (!Array.isArray(signatures) || signatures.length !== 1) {
    throw new EntryRefused('exactly one signature is needed');
  }
  const signature = stringMember(signatures[0], 'sig');
  const payload = Buffer.from(stringMember(envelope, 'payload'), 'base64');
  const certificate = certificateOf(String(verifiers[0]));
  const signed = preAuthenticationEncoding(stringMember(envelope, 'payloadType'), payload);
  if (!verify('sha256', signed, certificate.publicKey, Buffer.from(signature, 'base64'))) {
    throw new EntryRefused('could not verify envelope: accepted signatures do not match threshold');
  }
  return Buffer.from(
    JSON.stringify({
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        envelopeHash: { algorithm: 'sha256', value: sha256(text).toString('hex') },
        payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
        signatures: [{ signature, verifier: storedCertificate(certificate) }],
      },
    }),
  );
}
