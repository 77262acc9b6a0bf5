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
  /** A Rekor v2 log and the authority that dates its entries. */
  readonly v2?: {
    readonly rekor: TrustedLog;
    /** DER, the root last. */
    readonly timestampAuthority: { readonly url: string; readonly chain: readonly Buffer[] };
  };
  /** From when on all of them are good. */
  readonly start: Date;
}

/** A `TrustedRoot` of Sigstore's protobuf-specs in its JSON form. */
export function trustedRootOf(services: TrustedServices): object {
  const { fulcio, rekor, certificateTransparency, v2, start } = services;
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
  const authority = (url: string, subject: object, chain: readonly Buffer[]) => {
    const certificates = chain.map((der) => ({ rawBytes: der.toString('base64') }));
    return { subject, uri: url, certChain: { certificates }, validFor };
  };
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(rekor), ...(v2 ? [log(v2.rekor)] : [])],
    certificateAuthorities: [authority(fulcio.url, fulcio.subject, fulcio.chain)],
    ctlogs: [log(certificateTransparency)],
    timestampAuthorities: v2
      ? [authority(v2.timestampAuthority.url, fulcio.subject, v2.timestampAuthority.chain)]
      : [],
  };
}
