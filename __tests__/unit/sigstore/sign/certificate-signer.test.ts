import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { SigningCertificate } from '../../../../src/sigstore/sign/certificate.ts';
import { CertificateSigner } from '../../../../src/sigstore/sign/certificate-signer.ts';
import { makeClock } from '../../../wire/fake-clock.ts';

const MINUTE = 60_000;
const DATA = Buffer.from('payload');

describe('a certificate signer', () => {
  test('signs so that the certified key verifies it', async () => {
    const { signer, made } = makeSigner();
    const { signature, key } = await signer.sign(DATA);
    expect(key).toEqual({ $case: 'x509Certificate', certificate: 'certificate 1' });
    expect(verify('sha256', DATA, made[0]?.publicKey ?? '', signature)).toBe(true);
  });

  test('asks for one certificate for many signatures at once, and later ones', async () => {
    const { signer, made, clock } = makeSigner();
    await Promise.all(Array.from({ length: 50 }, () => signer.sign(DATA)));
    clock.time += 7 * MINUTE;
    await signer.sign(DATA);
    expect(made).toHaveLength(1);
  });

  test('asks for the next one two minutes before the end', async () => {
    const { signer, made, clock } = makeSigner();
    await signer.sign(DATA);
    clock.time += 8 * MINUTE;
    expect(await certificateOf(signer)).toBe('certificate 1');
    clock.time += 1;
    expect(await certificateOf(signer)).toBe('certificate 2');
    expect(made).toHaveLength(2);
  });

  test('signatures that see a certificate end share one request for the next', async () => {
    const { signer, made, clock } = makeSigner();
    await signer.sign(DATA);
    clock.time += 9 * MINUTE;
    const used = await Promise.all(Array.from({ length: 20 }, () => certificateOf(signer)));
    expect(new Set(used)).toEqual(new Set(['certificate 2']));
    expect(made).toHaveLength(2);
  });

  test('does not remember a first request that failed', async () => {
    const { signer, made } = makeSigner({ failures: [1] });
    const results = await Promise.allSettled([signer.sign(DATA), signer.sign(DATA)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await certificateOf(signer)).toBe('certificate 2');
    expect(made).toHaveLength(2);
  });

  test('does not remember a renewal that failed', async () => {
    const { signer, clock } = makeSigner({ failures: [2] });
    await signer.sign(DATA);
    clock.time += 9 * MINUTE;
    await expect(signer.sign(DATA)).rejects.toThrow('no certificate 2');
    expect(await certificateOf(signer)).toBe('certificate 3');
  });

  test('uses a certificate that comes with less than two minutes, rather than none', async () => {
    const { signer, made } = makeSigner({ lifetime: MINUTE });
    expect(await certificateOf(signer)).toBe('certificate 1');
    expect(made).toHaveLength(1);
  });

  test('has forgotten its key after the end', async () => {
    const { signer } = makeSigner();
    await signer.sign(DATA);
    signer.close();
    expect(await certificateOf(signer)).toBe('certificate 2');
  });
});

/** A signer whose nth certificate is called `certificate n`, and what was asked of it. */
function makeSigner(options: { failures?: readonly number[]; lifetime?: number } = {}) {
  const { failures = [], lifetime = 10 * MINUTE } = options;
  const clock = makeClock();
  const made: ReturnType<typeof generateKeyPairSync>[] = [];
  const certify = async (): Promise<SigningCertificate> => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const count = made.push(pair);
    await Promise.resolve();
    if (failures.includes(count)) throw new Error(`no certificate ${count}`);
    const notAfter = clock.now() + lifetime;
    return { pem: `certificate ${count}`, privateKey: pair.privateKey, notAfter };
  };
  return { signer: new CertificateSigner(certify, clock), made, clock };
}

async function certificateOf(signer: CertificateSigner): Promise<string> {
  return (await signer.certifiedSignature(DATA)).certificate;
}
