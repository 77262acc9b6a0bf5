import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endpoint, requestCertificate } from '../../../../src/sigstore/sign/certificate.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { START } from '../../../wire/fake-clock.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { readIdToken } from '../../github/id-tokens.ts';
import { type SigningWorld, startSigningWorld } from './signing-world.ts';

let world: SigningWorld;

beforeAll(async () => {
  world = await startSigningWorld();
});

afterAll(() => world.close());

describe('asking Fulcio', () => {
  test('gives a certificate for a key that nobody else has', async () => {
    const fulcio = { url: world.fulcio.url, budgetMs: 1000 };
    const certificate = await requestCertificate(world.input.idToken, fulcio, world.deps);
    const x509 = new X509Certificate(certificate.pem);
    expect(x509.checkPrivateKey(certificate.privateKey)).toBe(true);
    expect(x509.subjectAltName).toContain('acme/widget/.github/workflows/release.yml');
    expect(certificate.notAfter).toBe(START + 10 * 60_000);
    const next = await requestCertificate(world.input.idToken, fulcio, world.deps);
    expect(next.privateKey.equals(certificate.privateKey)).toBe(false);
  });

  test('shows a new ID token in every try', async () => {
    const server = await startAnswerServer([{ status: 503 }, { body: '<html>' }, { status: 400 }]);
    let count = 0;
    await publishErrorOf(
      requestCertificate(
        async () => {
          count += 1;
          return { ...readIdToken(), raw: `token ${count}` };
        },
        { url: server.url, budgetMs: 60_000 },
        wireDeps(),
      ),
    );
    const tokens = server.received.map(
      ({ body }) => (JSON.parse(body.toString()) as Credentials).credentials.oidcIdentityToken,
    );
    expect(tokens).toEqual(['token 1', 'token 2', 'token 3']);
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/api/v2/signingCert' });
  });

  test.each<[string, Answer, string]>([
    [
      'refuses the token',
      { status: 400, body: { code: 3, message: 'There was an error processing the token' } },
      'HTTP 400, There was an error processing the token',
    ],
    ['is no Fulcio', { status: 404 }, 'HTTP 404'],
    ['answers elsewhere', { status: 302, headers: { location: '/' } }, 'HTTP 302'],
    ['is down', { status: 503 }, 'HTTP 503'],
    ['sends garbage', { body: '<html>' }, 'a body that it never sends'],
    ['sends no certificate', chain([]), 'a body that it never sends'],
    ['sends something else', chain(['PEM']), 'something that is no certificate'],
  ])('is an error where it %s', async (_, answer, words) => {
    const error = await certificateError(answer);
    expect(error.code).toBe('certificate-unavailable');
    expect(error.message).toContain(words);
    expect(error.remedy).toContain('status.sigstore.dev');
  });

  test('is an error where the certificate is for another key', async () => {
    const fulcio = { url: world.fulcio.url, budgetMs: 1000 };
    const { pem } = await requestCertificate(world.input.idToken, fulcio, world.deps);
    const error = await certificateError(chain([pem]));
    expect(error.code).toBe('certificate-unavailable');
    expect(error.message).toContain('for another key');
  });

  test('shows no token in messages or the log', async () => {
    const server = await startAnswerServer([{ status: 503 }]);
    const deps = wireDeps();
    const token = readIdToken();
    const error = await publishErrorOf(
      requestCertificate(async () => token, { url: server.url, budgetMs: 5000 }, deps),
    );
    expect([...deps.log.verboses, error.message, error.remedy].join('\n')).not.toContain(token.raw);
  });
});

test.each([
  ['https://fulcio.example', 'https://fulcio.example/api/x'],
  ['https://fulcio.example/', 'https://fulcio.example/api/x'],
  ['https://example.org/fulcio', 'https://example.org/fulcio/api/x'],
  ['https://example.org/fulcio/', 'https://example.org/fulcio/api/x'],
])('a path below %s', (base, url) => {
  expect(endpoint(base, 'api/x')).toBe(url);
});

interface Credentials {
  readonly credentials: { readonly oidcIdentityToken: string };
}

function chain(certificates: readonly string[]): Answer {
  return { body: { signedCertificateEmbeddedSct: { chain: { certificates } } } };
}

async function certificateError(answer: Answer) {
  const server = await startAnswerServer([answer]);
  const fulcio = { url: server.url, budgetMs: 5000 };
  return publishErrorOf(requestCertificate(async () => readIdToken(), fulcio, wireDeps()));
}
