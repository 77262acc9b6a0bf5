import type { KeyObject } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import type { SignedEntity } from '@sigstore/verify';

type MessageSignature = Extract<Bundle['content'], { readonly $case: 'messageSignature' }>;

/** By the names of OpenSSL. */
const CURVES = new Map([
  ['prime256v1', p256],
  ['secp384r1', p384],
  ['secp521r1', p521],
]);

/**
 * The signature of a file of which only the SHA-256 is known, for `@sigstore/verify`, which compares the digest
 * that the bundle claims with the log's. Node.js verifies ECDSA over data only, not over a digest.
 */
export function digestSignature(
  { messageSignature: { signature, messageDigest } }: MessageSignature,
  sha256: Buffer,
): SignedEntity['signature'] {
  const isClaimed = (digest: Buffer) => crypto.bufferEqual(digest, messageDigest.digest);
  return {
    signature,
    compareSignature: (other) => crypto.bufferEqual(other, signature),
    compareDigest: isClaimed,
    compareSignedDigest: isClaimed,
    verifySignature: (key) => {
      if (messageDigest.algorithm !== HashAlgorithm.SHA2_256) {
        throw new RangeError('it signs another digest than SHA-256: the file itself is needed');
      }
      return isSigned(sha256, signature, key);
    },
  };
}

/** ECDSA (FIPS 186-5) with a signature in DER, over a digest that is not hashed again. */
function isSigned(digest: Buffer, signature: Buffer, key: KeyObject): boolean {
  const curve = CURVES.get(key.asymmetricKeyDetails?.namedCurve ?? '');
  if (curve === undefined) {
    throw new RangeError('its key is not ECDSA: the file itself is needed');
  }
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinates = [x, y].map((text) => Buffer.from(text, 'base64url'));
  const point = Buffer.concat([Buffer.from([4]), ...coordinates]);
  try {
    return curve.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
  } catch {
    // Not the DER of a signature.
    return false;
  }
}
