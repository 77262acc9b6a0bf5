import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

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

/** What the signature of a proposed entry is verified with. */
export interface LogVerifier {
  readonly publicKey: KeyObject;
  /** As Rekor stores it. */
  readonly stored: string;
}

/** A certificate, or the public key of somebody who has none. Throws EntryRefused. */
export function verifierOf(base64: string): LogVerifier {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  if (!text.startsWith('-----BEGIN PUBLIC KEY-----')) {
    const certificate = certificateOf(base64);
    return { publicKey: certificate.publicKey, stored: storedCertificate(certificate) };
  }
  try {
    const publicKey = createPublicKey(text);
    const stored = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    return { publicKey, stored: Buffer.from(stored).toString('base64') };
  } catch {
    throw new EntryRefused('verifier is not a PEM public key');
  }
}
