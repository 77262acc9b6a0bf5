import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import { certificateClaims, laterClaims } from './certificate-claims.ts';
import type { VerifiedSigner } from './signature-verifier.ts';

/**
 * Whom a certificate names, read as a verified one is.
 * @throws Error where it is no certificate, or its extensions are not what Fulcio writes
 */
export function unverifiedSigner(der: Buffer<ArrayBuffer>): VerifiedSigner {
  const { publicKey } = new X509Certificate(der);
  const certificate = SigstoreCertificate.parse(der);
  const oids = certificate.extensions.map(({ subs }) => ({
    oid: { id: (subs[0]?.toOID() ?? '').split('.').map(Number) },
    value: subs.at(-1)?.value ?? Buffer.alloc(0),
  }));
  const signer = { key: publicKey, identity: { oids } };
  return {
    claims: certificateClaims(signer),
    laterClaims: laterClaims(signer),
    subject: certificate.subjectAltName,
  };
}
