import type { Signer } from '@sigstore/verify';
import { utf8String } from './utf8-string.ts';

/** Fulcio's certificate extensions are `1.3.6.1.4.1.57264.1.N`. */
export const FULCIO_ARC = '1.3.6.1.4.1.57264.1.';

/** The extensions that PyPI reads, as DER UTF8Strings all of them. */
const FIRST_CLAIM = 8;
const LAST_CLAIM = 22;

/**
 * Fulcio's certificate extensions by their last number (`1.3.6.1.4.1.57264.1.N`), 8 to 22.
 * The old ones, 1 to 7, are never trusted here; for what came later see {@link laterClaims}.
 */
export type CertificateClaims = ReadonlyMap<number, string>;

/** What came later (2024): the deployment environment and the ID token's subject. */
const LATER_CLAIMS = [23, 24] as const;

/**
 * Reads the claims of a verified certificate.
 * @throws RangeError when an extension occurs twice or is no UTF8String
 */
export function certificateClaims(signer: Signer): CertificateClaims {
  const claims = new Map<number, string>();
  const seen = new Set<string>();
  for (const { oid, value } of signer.identity?.oids ?? []) {
    const id = oid?.id.join('.') ?? '';
    if (seen.has(id)) throw new RangeError(`the certificate has extension ${id} twice`);
    seen.add(id);
    const number = id.startsWith(FULCIO_ARC) ? Number(id.slice(FULCIO_ARC.length)) : 0;
    if (number >= FIRST_CLAIM && number <= LAST_CLAIM) claims.set(number, utf8String(value, id));
  }
  return claims;
}

/** Reads what PyPI does not look at: a claim that is no UTF8String is left out. */
export function laterClaims(signer: Signer): CertificateClaims {
  const claims = new Map<number, string>();
  for (const { oid, value } of signer.identity?.oids ?? []) {
    const id = oid?.id.join('.') ?? '';
    const number = LATER_CLAIMS.find((one) => id === `${FULCIO_ARC}${one}`);
    if (number === undefined) continue;
    try {
      claims.set(number, utf8String(value, id));
    } catch {
      // Whatever it is, it is no claim.
    }
  }
  return claims;
}
