import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import { CLAIM_NAMES, certificateClaims, FULCIO_ARC, utf8String } from './certificate-claims.ts';

/** What a signing certificate says. Nothing of it is verified. */
export interface CertificateDetails {
  /** The subject alternative name: for a workflow its URI at a ref. */
  readonly identity: string | undefined;
  /** Fulcio's extensions by name ({@link CLAIM_NAMES}); ones without a name by their OID. */
  readonly claims: ReadonlyMap<string, string>;
  /** Who issued the certificate, in one line. */
  readonly authority: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * Reads a certificate.
 * @throws RangeError where it is none, or its extensions are not what Fulcio writes
 */
export function certificateDetails(der: Buffer<ArrayBuffer>): CertificateDetails {
  const certificate = orUnreadable(() => new X509Certificate(der));
  const parsed = orUnreadable(() => SigstoreCertificate.parse(der));
  const oids = orUnreadable(() =>
    parsed.extensions.map(({ subs }) => ({
      oid: { id: (subs[0]?.toOID() ?? '').split('.').map(Number) },
      value: subs.at(-1)?.value ?? Buffer.alloc(0),
    })),
  );
  const key = orUnreadable(() => certificate.publicKey);
  const claims = certificateClaims({ key, identity: { oids } });
  return {
    identity: certificate.subjectAltName?.replace(/^URI:|^email:/, ''),
    claims: named(new Map([...laterClaims(oids), ...claims])),
    authority: certificate.issuer.split('\n').reverse().join(', '),
    notBefore: certificate.validFromDate.getTime(),
    notAfter: certificate.validToDate.getTime(),
  };
}

interface Extension {
  readonly oid: { readonly id: readonly number[] };
  readonly value: Uint8Array;
}

/** Claims that PyPI does not ask for: shown where they are texts. */
function laterClaims(extensions: readonly Extension[]): ReadonlyMap<number, string> {
  const claims = new Map<number, string>();
  for (const { oid, value } of extensions) {
    const id = oid.id.join('.');
    const number = id.startsWith(FULCIO_ARC) ? Number(id.slice(FULCIO_ARC.length)) : 0;
    if (number < 8) continue;
    try {
      claims.set(number, utf8String(value, id));
    } catch {
      // Whatever it is, it is no claim.
    }
  }
  return claims;
}

function named(claims: ReadonlyMap<number, string>): ReadonlyMap<string, string> {
  const known = [...CLAIM_NAMES].flatMap(([number, name]) => {
    const value = claims.get(number);
    return value === undefined ? [] : [[name, value] as const];
  });
  const unknown = [...claims]
    .filter(([number]) => !CLAIM_NAMES.has(number))
    .map(([number, value]) => [`${FULCIO_ARC}${number}`, value] as const);
  return new Map([...known, ...unknown]);
}

function orUnreadable<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new RangeError('its certificate cannot be read');
  }
}
