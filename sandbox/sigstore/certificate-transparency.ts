import { sign } from 'node:crypto';
import { extension } from './certificate.ts';
import { octetString } from './der.ts';
import { type KeyPair, logId, makeKeyPair, sha256 } from './digest.ts';

/** A number as big-endian bytes, as TLS encodes lengths and times. */
function uint(value: number, bytes: number): Buffer {
  const whole = Buffer.alloc(8);
  whole.writeBigUInt64BE(BigInt(value));
  return whole.subarray(8 - bytes);
}

/** A CT log that promises to include every precertificate shown to it (RFC 6962 3.2, 3.3). */
export interface CertificateTransparencyLog {
  readonly key: KeyPair;
  /** The SCT list extension for a TBSCertificate without one. `at` is in milliseconds. */
  timestamp(tbs: Buffer, issuerKey: Buffer, at: number): Buffer;
}

/** A log that promises (RFC 6962 3.2) and keeps nothing: nobody here asks it for proofs. */
export function makeCertificateTransparencyLog(): CertificateTransparencyLog {
  const key = makeKeyPair();
  const timestamp = (tbs: Buffer, issuerKey: Buffer, at: number): Buffer => {
    const content = Buffer.concat([
      Buffer.from([0, 0]), // version 1, certificate_timestamp
      uint(at, 8),
      Buffer.from([0, 1]), // precert_entry
      sha256(issuerKey),
      uint(tbs.length, 3),
      tbs,
      Buffer.from([0, 0]), // no CT extensions
    ]);
    const signature = sign('sha256', content, key.privateKey);
    const sct = Buffer.concat([
      Buffer.from([0]),
      logId(key.publicKey),
      uint(at, 8),
      Buffer.from([0, 0, 4, 3]), // no CT extensions, SHA-256, ECDSA
      uint(signature.length, 2),
      signature,
    ]);
    const list = Buffer.concat([uint(sct.length + 2, 2), uint(sct.length, 2), sct]);
    return extension('1.3.6.1.4.1.11129.2.4.2', octetString(list));
  };
  return { key, timestamp };
}
