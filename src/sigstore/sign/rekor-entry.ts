import { envelopeToJSON } from '@sigstore/bundle';
import type { Witness } from '@sigstore/sign';

/** What a bundle signs: a DSSE envelope, or the digest of a file. */
export type SignedContent = Parameters<Witness['testify']>[0];

/** A Rekor v1 entry to be made. */
export interface ProposedEntry {
  readonly apiVersion: '0.0.1';
  readonly kind: 'dsse' | 'hashedrekord';
  readonly spec: object;
}

/**
 * The entry that logs a signature: `dsse` 0.0.1 for an envelope (the one kind that PyPI
 * takes), `hashedrekord` 0.0.1 for a file.
 * @param certificate PEM
 */
export function proposedEntry(content: SignedContent, certificate: string): ProposedEntry {
  const verifier = Buffer.from(certificate).toString('base64');
  if (content.$case === 'dsseEnvelope') {
    const envelope = JSON.stringify(envelopeToJSON(content.dsseEnvelope));
    return {
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: { proposedContent: { envelope, verifiers: [verifier] } },
    };
  }
  const { messageDigest, signature } = content.messageSignature;
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: messageDigest?.digest.toString('hex') } },
      signature: { content: signature.toString('base64'), publicKey: { content: verifier } },
    },
  };
}
