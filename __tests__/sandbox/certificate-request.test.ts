import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { bitString, integer, objectIdentifier, sequence, tlv } from '../../sandbox/sigstore/der.ts';
import { spki } from '../../sandbox/sigstore/digest.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type Answer, ask, certificatesOf } from './client.ts';

const sandbox = await openSandbox();

/** A PKCS #10 request in PEM for one key, signed by another or the same. */
function certificateRequest(publicKey: KeyObject, privateKey: KeyObject): string {
  const info = sequence(integer(Buffer.from([0])), sequence(), spki(publicKey), tlv(0xa0));
  const der = sequence(
    info,
    sequence(objectIdentifier('1.2.840.10045.4.3.2')),
    bitString(sign('sha256', info, privateKey)),
  );
  const base64 = der.toString('base64');
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
}

const send = (request: string, token: string): Promise<Answer> =>
  ask(`${sandbox.sigstore.fulcio.url}/api/v2/signingCert`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      certificateSigningRequest: Buffer.from(request).toString('base64'),
    }),
  });

describe('a certificate request, as Python signers send it', () => {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const others = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = () => sandbox.github.idToken('sigstore');

  test('gets a certificate for its key', async () => {
    const answer = await send(certificateRequest(keys.publicKey, keys.privateKey), token());
    expect(answer.status).toBe(200);
    const leaf = new X509Certificate(certificatesOf(answer)[0] ?? '');
    expect(leaf.checkPrivateKey(keys.privateKey)).toBe(true);
  });

  test.each([
    ['signed by another key', () => certificateRequest(keys.publicKey, others.privateKey)],
    ['cut short', () => certificateRequest(keys.publicKey, keys.privateKey).slice(0, 120)],
    ['that is text', () => 'no request'],
    [
      'for another curve',
      () => {
        const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
        return certificateRequest(publicKey, privateKey);
      },
    ],
  ])('gets none when it is %s', async (_what, request) => {
    const answer = await send(request(), token());
    expect(answer.status).toBe(400);
    expect(answer.json?.['message']).toContain('public key');
  });

  test('gets none with a token for another audience', async () => {
    const request = certificateRequest(keys.publicKey, keys.privateKey);
    const answer = await send(request, sandbox.github.idToken('pypi'));
    expect(answer.status).toBe(400);
    expect(answer.json?.['message']).toContain('identity token');
  });
});
