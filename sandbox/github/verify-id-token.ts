import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Claims } from './claims.ts';

export interface IdTokenRules {
  readonly jwks: JSONWebKeySet;
  /** The one audience that the token must have. */
  readonly audience: string;
  /** Seconds by which exp, nbf and iat may be off. */
  readonly leeway: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The claims of an ID token whose RS256 signature, times and audience are right; throws otherwise.
 * The audience is strict, as PyPI's check is: an array is refused, even one of a single element.
 */
export async function verifyIdToken(token: string, rules: IdTokenRules): Promise<Claims> {
  const { payload } = await jwtVerify(token, createLocalJWKSet(rules.jwks), {
    algorithms: ['RS256'],
    audience: rules.audience,
    clockTolerance: rules.leeway,
    currentDate: new Date(rules.now),
    requiredClaims: ['iss', 'iat', 'exp', 'aud'],
  });
  if (payload.aud !== rules.audience) throw new Error('The token has more than one audience.');
  if (payload.iat !== undefined && payload.iat > rules.now / 1000 + rules.leeway) {
    throw new Error('The token is issued in the future.');
  }
  return { ...payload };
}
