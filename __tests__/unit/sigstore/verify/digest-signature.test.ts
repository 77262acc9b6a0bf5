import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { assert, property, uint8Array } from 'fast-check';
import { digestSignature } from '../../../../src/sigstore/verify/digest-signature.ts';

const SHA2_256 = 1;
const SHA2_512 = 3;

function signed(signature: Buffer, digest: Buffer, algorithm = SHA2_256) {
  const messageSignature = { signature, messageDigest: { algorithm, digest } };
  return digestSignature({ $case: 'messageSignature', messageSignature }, digest);
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const ecKey = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });

describe.each(['P-256', 'P-384', 'P-521'])('a signature by a key over %s', (curve) => {
  const { publicKey, privateKey } = ecKey(curve);

  test('is verified by the digest of what Node.js signed, and of nothing else', () => {
    assert(
      property(uint8Array(), uint8Array(), (bytes, others) => {
        const signature = sign('sha256', bytes, privateKey);
        expect(signed(signature, sha256(bytes)).verifySignature(publicKey)).toBe(true);
        const isSame = Buffer.from(bytes).equals(others);
        expect(signed(signature, sha256(others)).verifySignature(publicKey)).toBe(isSame);
      }),
      { numRuns: 20 },
    );
  });

  test('of another key is not', () => {
    const signature = sign('sha256', Buffer.from('x'), ecKey(curve).privateKey);
    const other = signed(signature, sha256(Buffer.from('x')));
    expect(other.verifySignature(publicKey)).toBe(false);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('signature')],
    ['zeros', Buffer.from('3006020100020100', 'hex')],
    [
      'more than a signature',
      Buffer.concat([sign('sha256', Buffer.from('x'), privateKey), Buffer.from([0])]),
    ],
  ])('that is %s is false', (_, signature) => {
    expect(signed(signature, sha256(Buffer.from('x'))).verifySignature(publicKey)).toBe(false);
  });
});

describe('what needs the file itself', () => {
  const digest = sha256(Buffer.from('x'));
  const verify = (key: KeyObject, algorithm?: number) => () =>
    signed(Buffer.alloc(64), digest, algorithm).verifySignature(key);

  test('a key that is not ECDSA', () => {
    expect(verify(generateKeyPairSync('ed25519').publicKey)).toThrow('file itself is needed');
  });

  test('another digest than SHA-256', () => {
    expect(verify(ecKey('P-256').publicKey, SHA2_512)).toThrow('another digest than SHA-256');
  });
});
