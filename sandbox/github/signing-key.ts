import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import type { Claims } from './claims.ts';

export interface SigningKey {
  /** The public half, as it is served at `/.well-known/jwks`. */
  readonly jwks: JSONWebKeySet;
  /** A JWT over exactly these claims, signed with RS256. */
  sign(claims: Claims): string;
}

/** A new RSA key of 2048 bits, as GitHub's are. */
export function makeSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('hex').slice(0, 40).toUpperCase();
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    jwks: { keys: [{ ...jwk, kty: 'RSA', use: 'sig', alg: 'RS256', kid }] },
    sign: (claims) => {
      const content = `${encoded({ typ: 'JWT', alg: 'RS256', kid })}.${encoded(claims)}`;
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
  };
}
