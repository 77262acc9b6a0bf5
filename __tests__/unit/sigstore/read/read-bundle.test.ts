import { describe, expect, test } from '@jest/globals';
import { signBundle } from '../../../../sandbox/sigstore/sign.ts';
import { emailSigner } from '../../../../sandbox/sigstore/signer.ts';
import { readBundle } from '../../../../src/sigstore/read/read-bundle.ts';
import { openSandbox } from '../../../open-sandbox.ts';

const sandbox = await openSandbox();
const signer = emailSigner('alice@example.org', 'https://example.org');

interface BundleJson {
  readonly mediaType: string;
  readonly verificationMaterial: { readonly certificate: { readonly rawBytes: string } };
}
const current = () =>
  signBundle(sandbox.sigstore, signer, Buffer.from('x'), Date.now()) as BundleJson;

/** The form before 0.3: a chain of certificates. */
function earlier(version: string, others: readonly string[] = []): object {
  const json = current();
  const { certificate, ...material } = json.verificationMaterial;
  const certificates = [certificate.rawBytes, ...others].map((rawBytes) => ({ rawBytes }));
  return {
    ...json,
    mediaType: `application/vnd.dev.sigstore.bundle+json;version=${version}`,
    verificationMaterial: { ...material, x509CertificateChain: { certificates } },
  };
}

describe('a Sigstore bundle', () => {
  test.each(['0.1', '0.2'])('of version %s with a chain of one is read', (version) => {
    expect(readBundle(earlier(version)).content.$case).toBe('messageSignature');
  });

  test.each([
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.dev.sigstore.bundle+json;version=0.3',
  ])('of the media type %s with one certificate is read', (mediaType) => {
    expect(readBundle({ ...current(), mediaType }).content.$case).toBe('messageSignature');
  });

  test.each([
    'application/vnd.dev.sigstore.bundle.v0.4+json',
    'application/vnd.dev.sigstore.bundle+json;version=0.4',
    'application/vnd.dev.sigstore.bundle.v0.3+json; charset=utf-8',
    'application/json',
    '',
  ])('of the media type "%s" is refused', (mediaType) => {
    expect(() => readBundle({ ...current(), mediaType })).toThrow(RangeError);
  });

  test.each(['0.1', '0.2'])('that is relabelled as version %s is refused', (version) => {
    const mediaType = `application/vnd.dev.sigstore.bundle+json;version=${version}`;
    expect(() => readBundle({ ...current(), mediaType })).toThrow('a single certificate');
  });

  test('with a chain, relabelled as version 0.3, is refused', () => {
    const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    expect(() => readBundle({ ...earlier('0.2'), mediaType })).toThrow('content.$case');
  });

  test('that brings a root along is refused', () => {
    const root = sandbox.sigstore.fulcio.root.certificate.toString('base64');
    expect(() => readBundle(earlier('0.2', [root]))).toThrow('has a root');
  });
});
