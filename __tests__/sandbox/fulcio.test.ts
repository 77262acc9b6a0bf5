import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { X509Certificate as ParsedCertificate } from '@sigstore/core';
import { githubClaims } from '../../sandbox/github/claims.ts';
import { makeSigningKey } from '../../sandbox/github/signing-key.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type Answer, ask, certificatesOf, postJson, requestCertificate } from './client.ts';

const sandbox = await openSandbox();

const SUB = 'repo:acme/widget:environment:pypi';

describe('a certificate', () => {
  let answer: Answer;
  beforeAll(async () => {
    const token = sandbox.github.idToken('sigstore');
    answer = await requestCertificate(sandbox, { token, challenge: SUB });
  });

  test('comes with intermediate and root, each signed by the next', () => {
    const [leaf, intermediate, root] = certificatesOf(answer).map(
      (pem) => new X509Certificate(pem),
    );
    expect(leaf?.verify((intermediate as X509Certificate).publicKey)).toBe(true);
    expect(intermediate?.verify((root as X509Certificate).publicKey)).toBe(true);
    expect(root?.verify(root.publicKey)).toBe(true);
  });

  test('is good for ten minutes, for code signing', () => {
    const leaf = new X509Certificate(certificatesOf(answer)[0] ?? '');
    expect(leaf.validToDate.getTime() - leaf.validFromDate.getTime()).toBe(600_000);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.3']);
    expect(leaf.ca).toBe(false);
    expect(leaf.subjectAltName).toBe(
      'URI:https://github.com/acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0',
    );
  });

  test.each([
    [8, 'https://token.actions.githubusercontent.com'],
    [12, 'https://github.com/acme/widget'],
    [14, 'refs/tags/v1.0.0'],
    [18, 'https://github.com/acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0'],
    [21, 'https://github.com/acme/widget/actions/runs/16204891234/attempts/1'],
    [23, 'pypi'],
    [24, SUB],
  ])('has extension .%i as a UTF8String', (arc, expected) => {
    const leaf = new X509Certificate(certificatesOf(answer)[0] ?? '');
    const value = ParsedCertificate.parse(leaf.raw).extension(`1.3.6.1.4.1.57264.1.${arc}`)?.value;
    expect(value?.subarray(0, 2)).toEqual(Buffer.from([0x0c, expected.length]));
    expect(value?.subarray(2).toString()).toBe(expected);
  });

  test('has extension .5 as bare bytes', () => {
    const leaf = new X509Certificate(certificatesOf(answer)[0] ?? '');
    const value = ParsedCertificate.parse(leaf.raw).extension('1.3.6.1.4.1.57264.1.5')?.value;
    expect(value?.toString()).toBe('acme/widget');
  });
});

describe('no certificate', () => {
  const TOKEN = 'There was an error processing the identity token';
  const cases: readonly (readonly [string, () => string])[] = [
    ['for another audience', () => sandbox.github.idToken('pypi')],
    ['for several audiences', () => sandbox.github.idToken('sigstore', { aud: ['sigstore'] })],
    ['for an expired token', () => sandbox.github.idToken('sigstore', { exp: 1 })],
    ['for text', () => 'not a token'],
    [
      'for a token of another key',
      () => makeSigningKey().sign({ ...githubClaims(), aud: 'sigstore', iat: 1, exp: 9e9 }),
    ],
    [
      'for changed claims',
      () => {
        const [head, , signature] = sandbox.github.idToken('sigstore').split('.');
        const claims = {
          ...githubClaims({ repository: 'evil/widget' }),
          aud: 'sigstore',
          exp: 9e9,
        };
        return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
      },
    ],
  ];

  test.each(cases)('%s', async (_, token) => {
    const answer = await requestCertificate(sandbox, { token: token(), challenge: SUB });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ code: 3, message: TOKEN, details: [] });
  });

  test('without proof of possession', async () => {
    const token = sandbox.github.idToken('sigstore');
    const answer = await requestCertificate(sandbox, { token, challenge: 'another subject' });
    expect(answer.status).toBe(400);
    expect(answer.json?.['message']).toBe(
      'The signature supplied in the request could not be verified',
    );
  });

  test('for a public key that is not valid', async () => {
    const answer = await postJson(`${sandbox.sigstore.fulcio.url}/api/v2/signingCert`, {
      credentials: { oidcIdentityToken: sandbox.github.idToken('sigstore') },
      publicKeyRequest: { publicKey: { content: 'nonsense' }, proofOfPossession: '' },
    });
    expect(answer.json?.['message']).toBe(
      'The public key supplied in the request could not be parsed',
    );
  });

  test('for a body that is no JSON', async () => {
    const url = `${sandbox.sigstore.fulcio.url}/api/v2/signingCert`;
    expect((await ask(url, { method: 'POST', body: '{' })).status).toBe(400);
  });
});
