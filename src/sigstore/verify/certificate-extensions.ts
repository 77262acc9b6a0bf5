import type { X509Certificate } from '@sigstore/core';

/** A parsed DER value, as `@sigstore/core` hands them out. */
export type Asn1 = X509Certificate['root'];

/** An extension of a certificate (RFC 5280 4.2). */
export interface Extension {
  readonly critical: boolean;
  /** What the OCTET STRING holds, parsed; undefined where that is no DER. */
  readonly content: Asn1 | undefined;
}

/** The extensions that a signing certificate of Fulcio may have, beside Fulcio's own. */
export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

/**
 * The extensions of a certificate by their object identifiers.
 * @throws RangeError when one occurs twice or is none
 */
export function certificateExtensions(
  certificate: X509Certificate,
): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  for (const { subs } of certificate.extensions) {
    const [name, ...rest] = subs;
    const octets = rest.at(-1);
    if (name === undefined || octets === undefined || rest.length > 2) {
      throw new RangeError('the certificate has an invalid extension');
    }
    const id = name.toOID();
    if (extensions.has(id)) throw new RangeError(`the certificate has extension ${id} twice`);
    const critical = rest.length === 2 && rest[0]?.toBoolean() === true;
    extensions.set(id, { critical, content: octets.subs[0] });
  }
  return extensions;
}
