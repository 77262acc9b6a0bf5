import { HOSTS } from './hosts.ts';

/** The `SigningConfig` v0.2 of the public instance: its Fulcio and its Rekor v1. */
export function productionSigningConfig(start: Date): object {
  const service = (host: string) => ({
    url: `https://${host}`,
    majorApiVersion: 1,
    validFor: { start: start.toISOString() },
    operator: 'sigstore.dev',
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(HOSTS.fulcio)],
    oidcUrls: [],
    rekorTlogUrls: [service(HOSTS.rekor)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaUrls: [],
    tsaConfig: { selector: 'ANY' },
  };
}

/** A `ClientTrustConfig` with this root, to be reached under the production names. */
export const productionTrustConfig = (trustedRoot: object, start: Date): object => ({
  mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
  trustedRoot,
  signingConfig: productionSigningConfig(start),
});
