import { createHash, sign } from 'node:crypto';
import type { Attestation } from '../index/attestation-model.ts';
import { pem } from './certificate.ts';
import { type KeyPair, makeKeyPair } from './digest.ts';
import { preAuthenticationEncoding } from './dsse-entry.ts';
import type { LogEntryBody } from './rekor.ts';
import type { Signer } from './signer.ts';
import type { Sigstore } from './sigstore.ts';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Signs a statement at a time (milliseconds since 1970), as a PEP 740 attestation. */
export function signAttestation(
  sigstore: Sigstore,
  signer: Signer,
  statement: object,
  at: number,
): Attestation {
  const { key, certificate } = certified(sigstore, signer, at);
  const payload = Buffer.from(JSON.stringify(statement));
  const signature = sign(
    'sha256',
    preAuthenticationEncoding(PAYLOAD_TYPE, payload),
    key.privateKey,
  ).toString('base64');
  const envelope = JSON.stringify({
    payload: payload.toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ sig: signature }],
  });
  const verifiers = [Buffer.from(pem(certificate)).toString('base64')];
  const proposal = {
    kind: 'dsse',
    apiVersion: '0.0.1',
    spec: { proposedContent: { envelope, verifiers } },
  };
  return {
    version: 1,
    verification_material: {
      certificate: certificate.toString('base64'),
      transparency_entries: [bundleEntry(sigstore.rekor.log(proposal, at), proposal.kind)],
    },
    envelope: { statement: payload.toString('base64'), signature },
  };
}

/**
 * Signs bytes at a time, as a Sigstore bundle v0.3 (`sigstore sign FILE`).
 * @param loggedAs whose certificate of the same key is in the log: another one is a forgery
 */
export function signBundle(
  sigstore: Sigstore,
  signer: Signer,
  bytes: Uint8Array,
  at: number,
  loggedAs?: Signer,
): object {
  const { key, certificate } = certified(sigstore, signer, at);
  const logged = loggedAs ? sigstore.fulcio.certify(key.publicKey, loggedAs, at) : certificate;
  const material = { certificate: { rawBytes: certificate.toString('base64') } };
  return signedBundle(sigstore, bytes, at, { key, material, logged: pem(logged) });
}

/** The same with a key that its owner keeps (`cosign sign-blob --key`). */
export function signWithKey(
  sigstore: Sigstore,
  key: KeyPair,
  bytes: Uint8Array,
  at: number,
): object {
  const logged = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const material = { publicKey: { hint: 'a key' } };
  return signedBundle(sigstore, bytes, at, { key, material, logged });
}

function signedBundle(
  sigstore: Sigstore,
  bytes: Uint8Array,
  at: number,
  by: { readonly key: KeyPair; readonly material: object; readonly logged: string },
): object {
  const digest = createHash('sha256').update(bytes).digest();
  const signature = sign('sha256', bytes, by.key.privateKey).toString('base64');
  const publicKey = { content: Buffer.from(by.logged).toString('base64') };
  const proposal = {
    kind: 'hashedrekord',
    apiVersion: '0.0.1',
    spec: {
      data: { hash: { algorithm: 'sha256', value: digest.toString('hex') } },
      signature: { content: signature, publicKey },
    },
  };
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      ...by.material,
      tlogEntries: [bundleEntry(sigstore.rekor.log(proposal, at), proposal.kind)],
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: digest.toString('base64') },
      signature,
    },
  };
}

function certified(
  { fulcio }: Sigstore,
  signer: Signer,
  at: number,
): { readonly key: KeyPair; readonly certificate: Buffer } {
  const key = makeKeyPair();
  return { key, certificate: fulcio.certify(key.publicKey, signer, at) };
}

/** A TransparencyLogEntry of Sigstore's protobuf-specs in its JSON form. */
function bundleEntry(entry: LogEntryBody, kind: string): object {
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: `${entry.logIndex}`,
    logId: { keyId: base64(entry.logID) },
    kindVersion: { kind, version: '0.0.1' },
    integratedTime: `${entry.integratedTime}`,
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: `${inclusionProof.logIndex}`,
      rootHash: base64(inclusionProof.rootHash),
      treeSize: `${inclusionProof.treeSize}`,
      hashes: inclusionProof.hashes.map(base64),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: entry.body,
  };
}

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
