import type { KeyObject } from 'node:crypto';
import { logId, spki } from './digest.ts';

/** A log with its public key (ECDSA P-256). */
export interface TrustedLog {
  readonly url: string;
  readonly key: KeyObject;
}

/** Whom a `TrustedRoot` trusts. */
export interface TrustedServices {
  readonly fulcio: {
    readonly url: string;
    readonly subject: { readonly organization: string; readonly commonName: string };
    /** DER, the root last. */
    readonly chain: readonly Buffer[];
  };
  readonly rekor: TrustedLog;
  readonly certificateTransparency: TrustedLog;
  /** From when on all of them are good. */
  readonly start: Date;
}

/** A `TrustedRoot` of Sigstore's protobuf-specs in its JSON form. */
export function trustedRootOf(services: TrustedServices): object {
  const { fulcio, rekor, certificateTransparency, start } = services;
  const validFor = { start: start.toISOString() };
  const log = ({ url, key }: TrustedLog) => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: spki(key).toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor,
    },
    logId: { keyId: logId(key).toString('base64') },
  });
  const certificates = fulcio.chain.map((der) => ({ rawBytes: der.toString('base64') }));
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(rekor)],
    certificateAuthorities: [
      { subject: fulcio.subject, uri: fulcio.url, certChain: { certificates }, validFor },
    ],
    ctlogs: [log(certificateTransparency)],
    timestampAuthorities: [],
  };
}
