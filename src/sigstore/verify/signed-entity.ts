import type { Bundle } from '@sigstore/bundle';
import { X509Certificate } from '@sigstore/core';
import { type SignedEntity, toSignedEntity } from '@sigstore/verify';
import { signatureContent } from '@sigstore/verify/dist/bundle/index.js';

/**
 * Turns bundles into what `@sigstore/verify` verifies, as its own `toSignedEntity` does; but one
 * certificate that has signed many files is parsed once: that was half of all memory that a release of
 * a thousand wheels allocated.
 */
export function createEntityReader(): (bundle: Bundle, bytes?: Buffer) => SignedEntity {
  const certificates = new Map<string, X509Certificate>();
  return (bundle, bytes) => {
    const { content, tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
    const isUsual =
      content.$case === 'certificate' && !timestampVerificationData?.rfc3161Timestamps.length;
    if (!isUsual) return toSignedEntity(bundle, bytes);
    const { rawBytes } = content.certificate;
    const id = rawBytes.toString('base64');
    const certificate = certificates.get(id) ?? X509Certificate.parse(Buffer.from(rawBytes));
    certificates.set(id, certificate);
    const entries: Bundle['verificationMaterial']['tlogEntries'][number][] = tlogEntries;
    return {
      signature: signatureContent(bundle, bytes),
      key: { $case: 'certificate', certificate },
      tlogEntries,
      timestamps: entries
        .filter(({ integratedTime }) => integratedTime && integratedTime !== '0')
        .map((tlogEntry) => ({ $case: 'transparency-log', tlogEntry })),
    };
  };
}
