import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** A public key that its owner keeps, in place of a certificate for each signature. */
export interface ManagedKey {
  readonly key: KeyObject;
  /** `sha256:` and the SHA-256 of its SubjectPublicKeyInfo (RFC 5280 4.1), in lower-case hex. */
  readonly fingerprint: string;
}

/** What stands for the issuer where a managed key signed. No OIDC issuer is called so: they are URLs. */
export const MANAGED_KEY_ISSUER = 'managed key';

/**
 * Reads a public key.
 * @param text PEM of a SubjectPublicKeyInfo (`-----BEGIN PUBLIC KEY-----`), as `cosign public-key` writes it
 * @throws RangeError where it is something else, a private key too
 */
export function readManagedKey(text: string): ManagedKey {
  if (!/^\s*-----BEGIN PUBLIC KEY-----\s/.test(text)) {
    throw new RangeError('is not a public key in PEM (-----BEGIN PUBLIC KEY-----)');
  }
  try {
    return managedKey(createPublicKey(text));
  } catch (cause) {
    throw new RangeError('has a public key that cannot be read', { cause });
  }
}

function managedKey(key: KeyObject): ManagedKey {
  const hash = createHash('sha256').update(publicKeyInfo(key)).digest('hex');
  return { key, fingerprint: `sha256:${hash}` };
}

/** DER of its SubjectPublicKeyInfo. */
export function publicKeyInfo(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}
