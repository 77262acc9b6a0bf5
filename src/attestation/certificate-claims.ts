import type { Signer } from '@sigstore/verify';

const FULCIO_ARC = '1.3.6.1.4.1.57264.1.';

/** The extensions that PyPI reads, as DER UTF8Strings all of them. */
const FIRST_CLAIM = 8;
const LAST_CLAIM = 22;

/**
 * Fulcio's certificate extensions by their last number (`1.3.6.1.4.1.57264.1.N`), 8 to 22.
 * The old ones, 1 to 7, are never trusted here; what came later, nobody asks for.
 */
export type CertificateClaims = ReadonlyMap<number, string>;

/** Extension numbers (Fulcio's oid-info.md) that an identity is read from. */
export const CLAIM = {
  issuer: 8,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  buildConfigUri: 18,
} as const;

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

const UTF8_STRING_TAG = 0x0c;

/** A DER UTF8String (X.690 8.23) that fills the extension exactly. */
function utf8String(der: Uint8Array, id: string): string {
  const [tag, first = 0, second = 0, third = 0] = der;
  // The length is one byte below 128, or a count of bytes and then as few bytes as will do.
  const long = second * 256 + third;
  const [start, length] =
    first < 0x80
      ? [2, first]
      : first === 0x81 && second >= 0x80
        ? [3, second]
        : first === 0x82 && long >= 0x100
          ? [4, long]
          : [0, -1];
  if (tag !== UTF8_STRING_TAG || der.length !== start + length) {
    throw new RangeError(`the certificate's extension ${id} is no UTF8String`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(der.subarray(start));
  } catch {
    throw new RangeError(`the certificate's extension ${id} is not UTF-8`);
  }
}
