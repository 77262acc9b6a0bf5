import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/**
 * What sigstore-python asks of a signing certificate and `@sigstore/verify` does not.
 * @param der the leaf
 * @throws RangeError that says which rule is broken
 */
export function checkLeafProfile(der: Buffer<ArrayBuffer>): void {
  const certificate = new X509Certificate(der);
  if (certificate.ca) throw new RangeError('the certificate is a CA');
  // Node calls the extended key usages `keyUsage`.
  if (!certificate.keyUsage?.includes(CODE_SIGNING)) {
    throw new RangeError('the certificate is not for code signing');
  }
  if (!SigstoreCertificate.parse(der).extKeyUsage?.digitalSignature) {
    throw new RangeError('the certificate is not for digital signatures');
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'ec' || asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new RangeError('the key is not ECDSA P-256, the one that PEP 740 knows');
  }
}
