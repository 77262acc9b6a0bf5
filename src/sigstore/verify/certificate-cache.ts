import type { X509Certificate } from '@sigstore/core';
import type { Signer, Verifier } from '@sigstore/verify';
import { encodeOnce } from './certificate-encoding.ts';

/** The part of `Verifier` that is replaced: private to TypeScript, stable in the pinned version. */
interface SigningKeyVerifier {
  verifySigningKey(entity: { readonly key: VerificationKey }, timestamps: readonly Date[]): Signer;
}

type VerificationKey =
  | { readonly $case: 'public-key'; readonly hint: string }
  | { readonly $case: 'certificate'; readonly certificate: X509Certificate };

/**
 * Makes a verifier check the chain and SCT of each certificate once rather than once a file:
 * nine tenths of the work when one certificate has signed many. A result is used again only
 * for times within the certificate's own validity.
 * @returns the verifier that was given, changed
 */
export function checkEachCertificateOnce(verifier: Verifier): Verifier {
  const inner = verifier as unknown as SigningKeyVerifier;
  const original = inner.verifySigningKey.bind(verifier);
  const checked = new Map<string, Signer>();
  const ids = new WeakMap<X509Certificate, string>();
  inner.verifySigningKey = (entity, timestamps) => {
    const { key } = entity;
    if (key.$case !== 'certificate') return original(entity, timestamps);
    const { certificate } = key;
    let id = ids.get(certificate);
    if (id === undefined) {
      encodeOnce(certificate);
      id = certificate.root.toDER().toString('base64');
      ids.set(certificate, id);
    }
    const known = checked.get(id);
    const isWithin = (time: Date) => certificate.notBefore <= time && time <= certificate.notAfter;
    if (known && timestamps.length > 0 && timestamps.every(isWithin)) return known;
    const signer = original(entity, timestamps);
    checked.set(id, signer);
    return signer;
  };
  return verifier;
}
