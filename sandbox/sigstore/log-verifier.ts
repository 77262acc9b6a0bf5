import { X509Certificate } from 'node:crypto';

/** Why Rekor does not take a proposed entry. */
export class EntryRefused extends Error {}

/** The certificate that a proposed entry is to be verified with. Throws EntryRefused. */
export function certificateOf(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new EntryRefused('verifier is not a PEM certificate');
  }
}

/** As Rekor stores it: encoded as PEM anew, then base64. */
export const storedCertificate = (certificate: X509Certificate): string =>
  Buffer.from(certificate.toString()).toString('base64');
