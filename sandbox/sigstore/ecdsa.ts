import type { KeyObject } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/**
 * Whether an ECDSA signature (DER) of P-256 is over this SHA-256 digest. `node:crypto` hashes what it
 * verifies and takes no digest; a log that is shown nothing but a digest needs this.
 */
export function verifyDigest(digest: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
  // A SubjectPublicKeyInfo ends with the uncompressed point.
  const point = key.export({ type: 'spki', format: 'der' }).subarray(-65);
  try {
    return p256.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
  } catch {
    // Not the DER of a signature.
    return false;
  }
}
