import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import { certificateClaims } from './certificate-claims.ts';
import { CLAIM_NAMES } from './claim-names.ts';

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
  const claims = certificateClaims({ key: certificate.publicKey, identity: { oids } });
  return {
    identity: certificate.subjectAltName?.replace(/^URI:|^email:/, ''),
    claims: named(claims),
    authority: certificate.issuer.split('\n').reverse().join(', '),
    notBefore: certificate.validFromDate.getTime(),
    notAfter: certificate.validToDate.getTime(),
  };
}

function named(claims: ReadonlyMap<number, string>): ReadonlyMap<string, string> {
  const known = [...CLAIM_NAMES].flatMap(([number, name]) => {
    const value = claims.get(number);
    return value === undefined ? [] : [[name, value] as const];
  });
  const unknown = [...claims]
    .filter(([number]) => !CLAIM_NAMES.has(number))
    .map(([number, value]) => [`1.3.6.1.4.1.57264.1.${number}`, value] as const);
  return new Map([...known, ...unknown]);
}

function orUnreadable<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new RangeError('its certificate cannot be read');
  }
}
