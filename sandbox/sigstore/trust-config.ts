import type { FulcioService } from './fulcio.ts';
import type { RekorService } from './rekor.ts';
import type { RekorV2Service } from './rekor-v2.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';
import { trustedRootOf } from './trusted-root.ts';

/** A Rekor v2 log and the authority that dates its entries. */
export interface SigstoreV2 {
  readonly rekor: RekorV2Service;
  readonly timestampAuthority: TimestampAuthority;
}

/** What a trust config says of these. */
export interface TrustedV2 {
  readonly rekor: Pick<RekorV2Service, 'url' | 'key'>;
  readonly timestampAuthority: Pick<TimestampAuthority, 'url' | 'timestampUrl' | 'chain'>;
}

/** The `TrustedRoot` of services on loopback. */
export function trustedRoot(
  fulcio: FulcioService,
  rekor: RekorService,
  start: Date,
  v2?: TrustedV2,
): object {
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
    ...(v2 && {
      v2: {
        rekor: { url: v2.rekor.url, key: v2.rekor.key.publicKey },
        timestampAuthority: v2.timestampAuthority,
      },
    }),
    start,
  });
}

/** A `ClientTrustConfig`: whom to trust and where to sign; with a Rekor v2 log, only there. */
export function trustConfig(
  fulcio: FulcioService,
  rekor: RekorService,
  start: Date,
  v2?: TrustedV2,
): object {
  const service = (url: string, majorApiVersion = 1) => ({
    url,
    majorApiVersion,
    validFor: { start: start.toISOString() },
    operator: 'sandbox',
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
    trustedRoot: trustedRoot(fulcio, rekor, start, v2),
    signingConfig: {
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: [service(fulcio.url)],
      oidcUrls: [],
      rekorTlogUrls: [v2 ? service(v2.rekor.url, 2) : service(rekor.url)],
      rekorTlogConfig: { selector: 'ANY' },
      tsaUrls: v2 ? [service(v2.timestampAuthority.timestampUrl)] : [],
      tsaConfig: { selector: 'ANY' },
    },
  };
}
