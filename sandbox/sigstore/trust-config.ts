import type { KeyObject } from 'node:crypto';
import { logId, spki } from './digest.ts';
import type { FulcioService } from './fulcio.ts';
import type { RekorService } from './rekor.ts';

/** A `TrustedRoot` of Sigstore's protobuf-specs in its JSON form. */
export function trustedRoot(fulcio: FulcioService, rekor: RekorService, start: Date): object {
  const validFor = { start: start.toISOString() };
  const log = (key: KeyObject, baseUrl: string) => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: spki(key).toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor,
    },
    logId: { keyId: logId(key).toString('base64') },
  });
  const chain = [fulcio.intermediate.certificate, fulcio.root.certificate];
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(rekor.key.publicKey, rekor.url)],
    certificateAuthorities: [
      {
        subject: { organization: 'sandbox', commonName: 'root' },
        uri: fulcio.url,
        certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString('base64') })) },
        validFor,
      },
    ],
    ctlogs: [log(fulcio.certificateTransparencyLog.key.publicKey, `${fulcio.url}/ct`)],
    timestampAuthorities: [],
  };
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
