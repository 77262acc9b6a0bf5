import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const makeKeyPair = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** SubjectPublicKeyInfo in DER. */
export const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

/** The id of a log (RFC 6962 3.2): the SHA-256 of its public key. */
export const logId = (key: KeyObject): Buffer => sha256(spki(key));
