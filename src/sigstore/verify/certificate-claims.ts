import type { Signer } from '@sigstore/verify';

/** Fulcio's certificate extensions are `1.3.6.1.4.1.57264.1.N`. */
export const FULCIO_ARC = '1.3.6.1.4.1.57264.1.';

/** The extensions that PyPI reads, as DER UTF8Strings all of them. */
const FIRST_CLAIM = 8;
const LAST_CLAIM = 22;

/**
 * Fulcio's certificate extensions by their last number (`1.3.6.1.4.1.57264.1.N`), 8 to 22.
 * The old ones, 1 to 7, are not read here (for files see {@link fileClaims}); for what came later see {@link laterClaims}.
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

/** Who issued the ID token, in certificates from before Fulcio 1.1 (2023): text, and not DER. */
const FIRST_ISSUER = `${FULCIO_ARC}1`;

/**
 * The claims of a certificate that signed a file. One that is older than Fulcio's extension 8, such as those of
 * CPython's releases of 2022, names its issuer in extension 1; sigstore-python (4.5, `verify/policy.py`) reads it too.
 * @throws RangeError when an extension occurs twice or is no text
 */
export function fileClaims(signer: Signer): CertificateClaims {
  const claims = certificateClaims(signer);
  if (claims.has(FIRST_CLAIM)) return claims;
  const first = signer.identity?.oids?.find(({ oid }) => oid?.id.join('.') === FIRST_ISSUER);
  return first === undefined
    ? claims
    : new Map([...claims, [FIRST_CLAIM, utf8Text(first.value, FIRST_ISSUER)]]);
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

const UTF8_STRING_TAG = 0x0c;

/**
 * A DER UTF8String (X.690 8.23) that fills an extension exactly.
 * @param id the extension's OID, for messages
 * @throws RangeError where it is none
 */
export function utf8String(der: Uint8Array, id: string): string {
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
  return utf8Text(der.subarray(start), id);
}

function utf8Text(bytes: Uint8Array, id: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError(`the certificate's extension ${id} is not UTF-8`);
  }
}

/**
 * The certificate extensions `1.3.6.1.4.1.57264.1.N` by N, as Fulcio's oid-info.md names
 * them, in the order in which a person asks.
 */
export const CLAIM_NAMES: ReadonlyMap<number, string> = new Map([
  [8, 'issuer'],
  [12, 'source-repository-uri'],
  [15, 'source-repository-identifier'],
  [22, 'source-repository-visibility'],
  [16, 'source-repository-owner-uri'],
  [17, 'source-repository-owner-identifier'],
  [18, 'build-config-uri'],
  [19, 'build-config-digest'],
  [9, 'build-signer-uri'],
  [10, 'build-signer-digest'],
  [14, 'source-repository-ref'],
  [13, 'source-repository-digest'],
  [21, 'run-invocation-uri'],
  [20, 'build-trigger'],
  [23, 'deployment-environment'],
  [11, 'runner-environment'],
  [24, 'token-subject'],
]);
