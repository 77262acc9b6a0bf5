import type { KeyObject } from 'node:crypto';
import { logId, spki } from '../../sandbox/sigstore/digest.ts';
import { HOSTS } from '../production/hosts.ts';
import type { StackKeys } from './keys.ts';

/** A `TrustedRoot` of Sigstore's protobuf-specs (JSON form) that names the production hosts. */
export function stackTrustedRoot(keys: StackKeys): object {
  const validFor = { start: keys.start.toISOString() };
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
  const chain = [keys.intermediate.certificate, keys.root.certificate];
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log(keys.rekor.publicKey, `https://${HOSTS.rekor}`)],
    certificateAuthorities: [
      {
        subject: { organization: 'sigstore.invalid', commonName: 'sigstore' },
        uri: `https://${HOSTS.fulcio}`,
        certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString('base64') })) },
        validFor,
      },
    ],
    ctlogs: [log(keys.certificateTransparencyLog.publicKey, 'https://ctfe.sigstore.dev/sigstore')],
    timestampAuthorities: [],
  };
}
