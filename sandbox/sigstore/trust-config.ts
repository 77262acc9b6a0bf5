import type { FulcioService } from './fulcio.ts';
import type { RekorService } from './rekor.ts';
import { trustedRootOf } from './trusted-root.ts';

/** The `TrustedRoot` of services on loopback. */
export function trustedRoot(fulcio: FulcioService, rekor: RekorService, start: Date): object {
  return trustedRootOf({
    fulcio: {
      url: fulcio.url,
      subject: { organization: 'sandbox', commonName: 'root' },
      chain: [fulcio.intermediate.certificate, fulcio.root.certificate],
    },
    rekor: { url: rekor.url, key: rekor.key.publicKey },
    certificateTransparency: {
      url: `${fulcio.url}/ct`,
      key: fulcio.certificateTransparencyLog.key.publicKey,
    },
    start,
  });
}

/** A `ClientTrustConfig`: whom to trust and where to sign. */
export function trustConfig(fulcio: FulcioService, rekor: RekorService, start: Date): object {
  const service = (url: string) => ({
    url,
    majorApiVersion: 1,
    validFor: { start: start.toISOString() },
    operator: 'sandbox',
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
    trustedRoot: trustedRoot(fulcio, rekor, start),
    signingConfig: {
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: [service(fulcio.url)],
      oidcUrls: [],
      rekorTlogUrls: [service(rekor.url)],
      rekorTlogConfig: { selector: 'ANY' },
      tsaUrls: [],
      tsaConfig: { selector: 'ANY' },
    },
  };
}
