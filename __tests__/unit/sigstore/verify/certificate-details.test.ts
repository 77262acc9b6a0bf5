import { expect, test } from '@jest/globals';
import {
  distinguishedName,
  leafUsages,
  signedCertificate,
  subjectAlternativeUri,
  tbsCertificate,
} from '../../../../sandbox/sigstore/certificate.ts';
import { makeKeyPair, spki } from '../../../../sandbox/sigstore/digest.ts';
import { certificateDetails } from '../../../../src/sigstore/verify/certificate-details.ts';

const KEY = makeKeyPair();
const NAME = 'https://github.com/acme/widget';

function certificate(publicKey: Buffer): Buffer<ArrayBuffer> {
  const tbs = tbsCertificate({
    serial: Buffer.from([1]),
    issuer: distinguishedName('acme', 'authority'),
    subject: distinguishedName('acme', 'widget'),
    notBefore: new Date(0),
    notAfter: new Date(1000),
    publicKey,
    extensions: [...leafUsages(), subjectAlternativeUri(NAME)],
  });
  return Buffer.from(signedCertificate(tbs, KEY));
}

test('a certificate is read', () => {
  expect(certificateDetails(certificate(spki(KEY.publicKey)))).toMatchObject({
    identity: NAME,
    notAfter: 1000,
  });
});

test('a key that is no point of its curve is a reason, and no error of OpenSSL', () => {
  const spoilt = Buffer.from(spki(KEY.publicKey));
  const point = spoilt.length - 65;
  spoilt[point] = 0x09;
  expect(() => certificateDetails(certificate(spoilt))).toThrow(RangeError);
});
