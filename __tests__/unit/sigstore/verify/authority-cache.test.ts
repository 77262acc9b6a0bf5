import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { X509Certificate } from '@sigstore/core';
import {
  checkAuthoritiesOnce,
  encodeOnce,
} from '../../../../src/sigstore/verify/certificate-cache.ts';
import { type SigningWorld, startSigningWorld } from '../sign/signing-world.ts';

let world: SigningWorld;

beforeAll(async () => {
  world = await startSigningWorld();
});

afterAll(() => world.close());

/** The chain of the trusted root, as `@sigstore/verify` parses it. */
function chain(): [intermediate: X509Certificate, root: X509Certificate] {
  const [authority] = world.trustedRoot.certificateAuthorities;
  const [intermediate, root] = (authority?.certChain?.certificates ?? []).map(({ rawBytes }) =>
    X509Certificate.parse(Buffer.from(rawBytes)),
  );
  if (!intermediate || !root) throw new TypeError('no chain');
  return [intermediate, root];
}

/** Counts how often a certificate's signature is really checked. */
function counted(certificate: X509Certificate): { times: number } {
  const count = { times: 0 };
  const verify = certificate.verify.bind(certificate);
  certificate.verify = (issuer) => {
    count.times += 1;
    return verify(issuer);
  };
  return count;
}

describe('authorities', () => {
  test('are checked once, however many leaves they have signed', () => {
    const [intermediate, root] = chain();
    const counts = [counted(intermediate), counted(root)];
    checkAuthoritiesOnce([{ certChain: [intermediate, root] }]);
    for (let leaf = 0; leaf < 3; leaf++) {
      expect(intermediate.verify(root)).toBe(true);
      expect(root.verify()).toBe(true);
    }
    expect(counts.map(({ times }) => times)).toEqual([1, 1]);
  });

  test('are refused each time where they are not signed by whom is asked about', () => {
    const [intermediate, root] = chain();
    checkAuthoritiesOnce([{ certChain: [intermediate, root] }]);
    expect(intermediate.verify(root)).toBe(true);
    expect(root.verify(intermediate)).toBe(false);
    expect(root.verify(intermediate)).toBe(false);
    expect(intermediate.verify()).toBe(false);
  });

  test('are not remembered for a stranger of the same looks', () => {
    const [intermediate, root] = chain();
    const count = counted(intermediate);
    checkAuthoritiesOnce([{ certChain: [intermediate, root] }]);
    const [, stranger] = chain();
    intermediate.verify(stranger);
    intermediate.verify(stranger);
    expect(count.times).toBe(2);
  });
});

describe('a certificate that is encoded once', () => {
  test('has the encoding that it had, part by part', () => {
    const [certificate] = chain();
    const before = {
      whole: certificate.root.toDER(),
      signed: certificate.tbsCertificate.toDER(),
      key: certificate.publicKey,
    };
    encodeOnce(certificate);
    expect(certificate.root.toDER()).toEqual(before.whole);
    expect(certificate.tbsCertificate.toDER()).toEqual(before.signed);
    expect(certificate.publicKey).toEqual(before.key);
    expect(certificate.root.toDER()).toBe(certificate.root.toDER());
  });

  test('is still not signed by others', () => {
    const [intermediate, root] = chain();
    encodeOnce(intermediate);
    encodeOnce(root);
    expect(intermediate.verify(root)).toBe(true);
    expect(root.verify(intermediate)).toBe(false);
  });
});
