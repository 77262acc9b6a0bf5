import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';
import { publishStatement } from '../../../../src/sigstore/model/statement.ts';
import { attestationToBundle } from '../../../../src/sigstore/read/bundle-conversion.ts';
import { checkEachCertificateOnce } from '../../../../src/sigstore/verify/certificate-cache.ts';
import { type SigningWorld, startSigningWorld } from '../sign/signing-world.ts';
import { SUBJECT } from './attested.ts';

type VerifySigningKey = (entity: unknown, timestamps: readonly Date[]) => unknown;

let world: SigningWorld;
beforeAll(async () => {
  world = await startSigningWorld();
});
afterAll(() => world.close());

const statements = (count: number) =>
  Array.from({ length: count }, (_, place) =>
    publishStatement({ ...SUBJECT, filename: `widget-1.${place}.tar.gz` }),
  );

/** A verifier that counts how often it really looks at a chain, and verifies with the cache. */
function counting(): { readonly verifier: Verifier; readonly checks: () => number } {
  const verifier = new Verifier(toTrustMaterial(world.trustedRoot));
  const inner = verifier as unknown as { verifySigningKey: VerifySigningKey };
  const original = inner.verifySigningKey.bind(verifier);
  let checks = 0;
  inner.verifySigningKey = (entity, timestamps) => {
    checks += 1;
    return original(entity, timestamps);
  };
  return { verifier: checkEachCertificateOnce(verifier), checks: () => checks };
}

const verifyAll = (verifier: Verifier, attestations: readonly Attestation[]) => {
  for (const one of attestations) verifier.verify(toSignedEntity(attestationToBundle(one)));
};

test('one certificate is looked at once, however many files it has signed', async () => {
  const attestations = await world.session((session) => session.attest(statements(7)));
  const { verifier, checks } = counting();
  verifyAll(verifier, attestations);
  expect(attestations).toHaveLength(7);
  expect(checks()).toBe(1);
});

test('each of two certificates is', async () => {
  const first = await world.session((session) => session.attest(statements(3)));
  const second = await world.session((session) => session.attest(statements(2)));
  const { verifier, checks } = counting();
  verifyAll(verifier, [...first, ...second, ...first]);
  expect(checks()).toBe(2);
});

test('a time outside of the certificate is not taken on its good name', async () => {
  const late = await startSigningWorld({ rekorAheadMs: 60 * 60 * 1000 });
  try {
    const [attestation] = await late.session((session) => session.attest(statements(1)));
    if (!attestation) throw new TypeError('nothing was signed');
    const verifier = checkEachCertificateOnce(new Verifier(toTrustMaterial(late.trustedRoot)));
    const entity = toSignedEntity(attestationToBundle(attestation));
    const inner = verifier as unknown as { verifySigningKey: VerifySigningKey };
    // The certificate was good when it was issued; the log entry is of an hour later.
    inner.verifySigningKey(entity, [new Date(late.deps.clock.now() + 1000)]);
    expect(() => verifier.verify(entity)).toThrow();
  } finally {
    await late.close();
  }
});
