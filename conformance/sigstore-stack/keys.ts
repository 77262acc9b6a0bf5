import { generateKeyPairSync } from 'node:crypto';
import {
  type CertificateAuthority,
  distinguishedName,
  makeAuthority,
} from '../../sandbox/sigstore/certificate.ts';
import { type KeyPair, makeKeyPair } from '../../sandbox/sigstore/digest.ts';

const HOUR = 3_600_000;
const TEN_YEARS = 3652 * 24 * HOUR;

/** Every key of one Sigstore, and the certificates of its authority. */
export interface StackKeys {
  readonly root: CertificateAuthority;
  /** Its key is the one that Fulcio signs with. */
  readonly intermediate: CertificateAuthority;
  readonly certificateTransparencyLog: KeyPair;
  readonly rekor: KeyPair;
  /** Since when all of this holds. */
  readonly start: Date;
}

/** New keys on the curves that the public instance uses: P-384 for Fulcio, P-256 for the logs. */
export function makeStackKeys(now: Date = new Date()): StackKeys {
  const start = new Date(now.getTime() - HOUR);
  const validity = { notBefore: start, notAfter: new Date(now.getTime() + TEN_YEARS) };
  const p384 = () => generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const name = (commonName: string) => distinguishedName('sigstore.invalid', commonName);
  const root = makeAuthority(name('sigstore'), p384(), validity);
  const intermediate = makeAuthority(name('sigstore-intermediate'), p384(), validity, root);
  return {
    root,
    intermediate,
    certificateTransparencyLog: makeKeyPair(),
    rekor: makeKeyPair(),
    start,
  };
}
