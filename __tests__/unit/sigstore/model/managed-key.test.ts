import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readManagedKey } from '../../../../src/sigstore/model/managed-key.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEzleeeZTUPyx9WSkn7Yjem65bZ4Rq
z9Jenm2LAWQgHmwUUwh2Ys4Uw5uPvZ3egg9FvEhnPQY2XdNGGRZX8cVGRA==
-----END PUBLIC KEY-----
`;
/** By `openssl pkey -pubin -outform DER | openssl dgst -sha256` (OpenSSL 3.0). */
const FINGERPRINT = 'sha256:dcb01c5126032fe1bbd979370512c0ab95b327121626a8828faeec26b74cd4ad';

describe('a managed key', () => {
  test("has OpenSSL's fingerprint", () => {
    expect(readManagedKey(pem).fingerprint).toBe(FINGERPRINT);
  });

  test.each([
    ['a private key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['nothing', ''],
    ['text', 'key'],
    ['a key that is cut off', pem.slice(0, 80)],
    ['a point that is not on its curve', pem.replace(/.{8}(?=\n-----END)/, 'wrongkey')],
  ])('is not %s', (_, text) => {
    expect(() => readManagedKey(text)).toThrow(RangeError);
  });
});
