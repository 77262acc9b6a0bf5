import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';
import { publishStatement } from '../../../../src/sigstore/model/statement.ts';
import { expectAcceptedEntries } from '../../../../src/sigstore/read/read-attestations.ts';
import { createAttestationVerifier } from '../../../../src/sigstore/verify/attestation-verifier.ts';
import { createProvenanceVerifier } from '../../../../src/sigstore/verify/provenance-verifier.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { type SigningWorld, startSigningWorld } from '../sign/signing-world.ts';
import {
  entryOf,
  IDENTITY,
  SUBJECT,
  withCertificate,
  withEntry,
  withEnvelope,
} from './attested.ts';

let world: SigningWorld;
let good: Attestation;
let other: Attestation;

beforeAll(async () => {
  world = await startSigningWorld({ rekorApiVersion: 2 });
  await world.attest(publishStatement({ ...SUBJECT, filename: 'widget-0.9.tar.gz' }));
  good = await world.attest(publishStatement(SUBJECT));
  other = await world.attest(publishStatement({ ...SUBJECT, filename: 'widget-1.0.tar.gz' }));
});

afterAll(() => world.close());

const judged = (attestation: unknown, root: TrustedRoot = world.trustedRoot) =>
  createProvenanceVerifier(root).attestation(attestation, SUBJECT);

const withTimestamps = (timestamps: string[] | null | undefined): unknown => {
  const { timestamps: _, ...material } = good.verification_material;
  const more = timestamps === undefined ? {} : { timestamps };
  return { ...good, verification_material: { ...material, ...more } };
};

describe('an attestation of a Rekor v2 log', () => {
  test('has a hashedrekord entry without a time, and a timestamp', () => {
    expect(entryOf(good).kindVersion).toEqual({ kind: 'hashedrekord', version: '0.0.2' });
    expect(entryOf(good)).not.toHaveProperty('inclusionPromise');
    expect(good.verification_material.timestamps).toHaveLength(1);
  });

  test('verifies, and is dated by its timestamp', () => {
    expect(judged(good)).toMatchObject({
      kind: 'verified',
      log: { index: '1', time: world.deps.clock.now() },
    });
    expect(() =>
      createAttestationVerifier(world.trustedRoot).verify(good, SUBJECT, IDENTITY),
    ).not.toThrow();
  });

  test.each([
    ['0', '0'],
    ['nothing', undefined],
  ])('may say of its time %s', (_, integratedTime) => {
    const { integratedTime: own, ...entry } = entryOf(good);
    const dated = integratedTime === undefined ? entry : { ...entry, integratedTime };
    const material = { ...good.verification_material, transparency_entries: [dated] };
    expect(judged({ ...good, verification_material: material }).kind).toBe('verified');
    expect(own ?? '0').toBe('0');
  });

  test('may have a promise that is null, as rekor-tiles writes it', () => {
    expect(judged(withEntry(good, { inclusionPromise: null })).kind).toBe('verified');
  });

  test.each<[string, string[] | null | undefined]>([
    ['no timestamps', []],
    ['timestamps that are null', null],
    ['no member for timestamps', undefined],
  ])('with %s cannot be checked', (_, timestamps) => {
    expect(judged(withTimestamps(timestamps))).toEqual({
      kind: 'uncheckable',
      reason: expect.stringContaining('nothing says when it was signed'),
    });
  });

  test.each<[string, () => unknown]>([
    ['a time', () => withEntry(good, { integratedTime: '1790000000' })],
    ['a promise', () => withEntry(good, { inclusionPromise: { signedEntryTimestamp: 'AAAA' } })],
    ['the timestamp of another', () => withTimestamps(other.verification_material.timestamps)],
    ['bytes that are no timestamp', () => withTimestamps(['AAAA'])],
    ['a timestamp twice', () => withTimestamps(Array(2).fill(timestampOf(good)) as string[])],
    ['33 timestamps', () => withTimestamps(Array(33).fill(timestampOf(good)) as string[])],
    ['the entry of another', () => withEntry(good, entryOf(other))],
    ['the statement of another', () => withEnvelope(good, { statement: other.envelope.statement })],
    ['the signature of another', () => withEnvelope(good, { signature: other.envelope.signature })],
    [
      'the certificate of another',
      () => withCertificate(good, other.verification_material.certificate),
    ],
    ['the kind dsse', () => withEntry(good, { kindVersion: { kind: 'dsse', version: '0.0.2' } })],
  ])('is invalid with %s', (_, make) => {
    expect(judged(make()).kind).toBe('invalid');
  });

  test.each(['timestampAuthorities', 'tlogs'] as const)(
    'does not verify where the trusted root has no %s',
    (kind) => {
      expect(judged(good, { ...world.trustedRoot, [kind]: [] }).kind).toBe('invalid');
    },
  );

  test('does not verify with a timestamp outside of the certificate', async () => {
    const late = await startSigningWorld({ rekorApiVersion: 2, rekorAheadMs: 3_600_000 });
    const attestation = await late.attest(publishStatement(SUBJECT));
    expect(judged(attestation, late.trustedRoot).kind).toBe('invalid');
    await late.close();
  });

  test('is refused for an index that accepts Rekor v1 entries only, and no other', () => {
    expect(() => expectAcceptedEntries(good, [1])).toThrow('hashedrekord 0.0.2 of a Rekor v2 log');
    expect(() => expectAcceptedEntries(good, [2, 1])).not.toThrow();
  });
});

test('files are signed with a Rekor v2 log and a timestamp too', async () => {
  const bytes = Buffer.from('a file');
  const { bundle, sha256 } = await world.session((session) => session.signFile(bytes));
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const verifier = createAttestationVerifier(world.trustedRoot);
  const file = { filename: 'a', bytes };
  expect(() => verifier.verifyFile(bundle, file, IDENTITY)).not.toThrow();
});

describe('signing with a Rekor v2 log', () => {
  test.each([
    ['the log refuses', 'rekor', 400, 'transparency-log-unavailable'],
    ['the authority refuses', 'timestampAuthority', 400, 'timestamp-unavailable'],
    [
      'the authority answers with something else',
      'timestampAuthority',
      200,
      'timestamp-unavailable',
    ],
    ['the log answers with something else', 'rekor', 200, 'transparency-log-unavailable'],
  ] as const)('is an error where %s', async (_, service, status, code) => {
    world.v2[service].intercept = (_request, response) => {
      response.writeHead(status, { 'content-type': 'text/plain' }).end('no');
      return true;
    };
    const error = await publishErrorOf(world.attest(publishStatement(SUBJECT)));
    world.v2[service].intercept = undefined;
    expect(error.code).toBe(code);
  });
});

function timestampOf({ verification_material }: Attestation): string {
  return verification_material.timestamps?.[0] ?? '';
}
