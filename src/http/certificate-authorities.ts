import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Trusts more certificate authorities, beside those that Node trusts, in every client of this
 * process: index, ID tokens, Fulcio, Rekor and TUF, direct and through proxies.
 * @param pem one or more PEM certificates
 * @throws RangeError when there is none, or one that cannot be read
 */
export function trustCertificateAuthorities(pem: string): void {
  const certificates = pem.match(PEM_CERTIFICATE) ?? [];
  if (certificates.length === 0) throw new RangeError('it holds no PEM certificate');
  if (!certificates.every(isReadable)) {
    throw new RangeError('one of its certificates cannot be read');
  }
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...certificates]);
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
