import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleToJSON } from '@sigstore/bundle';
import {
  attestationToBundle,
  bundleText,
} from '../../../../src/sigstore/read/bundle-conversion.ts';
import { readAttestations } from '../../../../src/sigstore/read/read-attestations.ts';
import {
  createProvenanceVerifier,
  type ProvenanceVerifier,
} from '../../../../src/sigstore/verify/provenance-verifier.ts';
import { type SigningWorld, startSigningWorld } from '../sign/signing-world.ts';
import { SUBJECT, withEntry } from './attested.ts';

const BYTES = Buffer.from('the bytes of a release file');
const FILE = { kind: 'bytes' as const, bytes: BYTES };

let world: SigningWorld;
let verifier: ProvenanceVerifier;

beforeAll(async () => {
  world = await startSigningWorld();
  verifier = createProvenanceVerifier(world.trustedRoot);
});

afterAll(() => world.close());

const digestOf = (algorithm: string) => createHash(algorithm).update(BYTES).digest('hex');

async function attested(digest: object) {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: SUBJECT.filename, digest }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {},
  };
  return world.attest(Buffer.from(JSON.stringify(statement)));
}

async function judgedFile(digest: object) {
  const bundle = attestationToBundle(await attested(digest));
  return verifier.bundle(JSON.parse(bundleText(bundle)), FILE);
}

const bodyOf = (kind: string, apiVersion: string): string =>
  Buffer.from(JSON.stringify({ apiVersion, kind, spec: {} })).toString('base64');

async function fileBundle(): Promise<ReturnType<typeof bundleToJSON>> {
  const { bundle } = await world.session((session) => session.signFile(BYTES));
  return structuredClone(bundleToJSON(bundle));
}

describe('a statement about a file', () => {
  test.each(['sha256', 'sha384', 'sha512'])('counts by its %s alone', async (algorithm) => {
    const verified = await judgedFile({ [algorithm]: digestOf(algorithm) });
    expect(verified.kind).toBe('verified');
  });

  test.each(['sha384', 'sha512'])('is about other bytes where its %s differs', async (name) => {
    const verified = await judgedFile({ sha256: digestOf('sha256'), [name]: 'ab'.repeat(48) });
    expect(verified.kind).toBe('other-subject');
  });

  test('with other digests only is not called false', async () => {
    expect(await judgedFile({ gitCommit: 'ab'.repeat(20) })).toMatchObject({
      kind: 'uncheckable',
      reason: expect.stringContaining('no digest that is compared here'),
    });
  });
});

describe('what may be true is not called false', () => {
  test('a signature with a managed key', async () => {
    const json = await fileBundle();
    const material: Record<string, unknown> = { ...json.verificationMaterial };
    delete material['certificate'];
    material['publicKey'] = { hint: 'release-key' };
    const bundle = { ...json, verificationMaterial: material };
    expect(verifier.bundle(bundle, FILE)).toMatchObject({
      kind: 'uncheckable',
      reason: expect.stringContaining('managed key'),
    });
  });

  test('an attestation with a managed key', async () => {
    const attestation = await attested({ sha256: SUBJECT.sha256 });
    const json = structuredClone(bundleToJSON(attestationToBundle(attestation)));
    const material: Record<string, unknown> = { ...json.verificationMaterial };
    delete material['certificate'];
    const keyed = { ...json, verificationMaterial: { ...material, publicKey: { hint: 'k' } } };
    expect(() => readAttestations(JSON.stringify(keyed))).toThrow('managed key');
  });

  test.each([
    ['intoto', '0.0.1'],
    ['rekord', '0.0.1'],
    ['hashedrekord', '0.0.3'],
  ])('a log entry of kind %s %s', async (kind, version) => {
    const json = await fileBundle();
    const [entry] = json.verificationMaterial.tlogEntries;
    Object.assign(entry ?? {}, { kindVersion: { kind, version } });
    expect(verifier.bundle(json, FILE).kind).toBe('invalid');
    Object.assign(entry ?? {}, { canonicalizedBody: bodyOf(kind, version) });
    expect(verifier.bundle(json, FILE)).toMatchObject({
      kind: 'uncheckable',
      reason: expect.stringContaining(`${kind} ${version}`),
    });
  });

  test('an attestation that is logged as intoto', async () => {
    const good = await attested({ sha256: SUBJECT.sha256 });
    const canonicalizedBody = bodyOf('intoto', '0.0.2');
    const kindVersion = { kind: 'intoto', version: '0.0.2' };
    const other = withEntry(good, { kindVersion, canonicalizedBody });
    expect(verifier.attestation(other, SUBJECT)).toMatchObject({
      kind: 'uncheckable',
      reason: expect.stringContaining('intoto 0.0.2'),
    });
  });

  test('an attestation whose subject has only a sha512', async () => {
    expect(verifier.attestation(await attested({ sha512: digestOf('sha512') }), SUBJECT)).toEqual({
      kind: 'uncheckable',
      reason: expect.stringContaining('only sha512'),
    });
  });
});
