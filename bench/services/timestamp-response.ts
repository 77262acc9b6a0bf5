import { randomBytes, sign } from 'node:crypto';
import {
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tlv,
} from '../../sandbox/sigstore/der.ts';
import { derItems } from '../../sandbox/sigstore/der-items.ts';
import { type KeyPair, sha256 } from '../../sandbox/sigstore/digest.ts';

const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'));
const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const SIGNED_DATA = objectIdentifier('1.2.840.113549.1.7.2');
const TST_INFO = objectIdentifier('1.2.840.113549.1.9.16.1.4');
const CONTENT_TYPE = objectIdentifier('1.2.840.113549.1.9.3');
const MESSAGE_DIGEST = objectIdentifier('1.2.840.113549.1.9.4');
const POLICY = objectIdentifier('1.3.6.1.4.1.57264.2');

const version = (number: number) => integer(Buffer.from([number]));

/**
 * A TimeStampResp (RFC 3161 2.4.2) for a TimeStampReq: whole and signed, by a key that no trust
 * root has. Signers do not verify it.
 */
export function timestampResponse(request: Buffer, key: KeyPair, now: Date): Buffer {
  const [, imprint = Buffer.alloc(0), ...others] = derItems(request);
  const nonce = others.find((field) => field[0] === 0x02);
  const text = now.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  const info = sequence(
    version(1),
    POLICY,
    imprint,
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    tlv(0x18, Buffer.from(text)),
    ...(nonce === undefined ? [] : [nonce]),
  );
  const attributes = [
    sequence(CONTENT_TYPE, set(TST_INFO)),
    sequence(MESSAGE_DIGEST, set(octetString(sha256(info)))),
  ];
  const signature = sign('sha256', set(...attributes), key.privateKey);
  const signer = sequence(
    version(1),
    sequence(sequence(), version(1)),
    SHA256,
    tlv(0xa0, ...attributes),
    ECDSA_WITH_SHA256,
    octetString(signature),
  );
  const signed = sequence(
    version(3),
    set(SHA256),
    sequence(TST_INFO, tlv(0xa0, octetString(info))),
    set(signer),
  );
  return sequence(sequence(version(0)), sequence(SIGNED_DATA, tlv(0xa0, signed)));
}
