import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkEvidence } from '../../src/provenance/checks/evidence.ts';
import { type FileEvidence, verifiedStatements } from '../../src/provenance/files/file-evidence.ts';
import { NO_DEMANDS } from '../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../src/provenance/policy/policy.ts';
import { publishStatement } from '../../src/sigstore/model/statement.ts';
import {
  createProvenanceVerifier,
  type ProvenanceVerifier,
} from '../../src/sigstore/verify/provenance-verifier.ts';
import { readProvenance } from '../../src/verify/evidence/provenance.ts';
import { type Json, pathsOf, withValueAt } from '../unit/attestation/json-paths.ts';
import { type SigningWorld, startSigningWorld } from '../unit/sigstore/sign/signing-world.ts';
import { tries } from './tries.ts';

const SUBJECT = { filename: 'widget-1.0-py3-none-any.whl', sha256: 'ab'.repeat(32) };

let world: SigningWorld;
let verifier: ProvenanceVerifier;
let good: Json;

beforeAll(async () => {
  world = await startSigningWorld();
  verifier = createProvenanceVerifier(world.trustedRoot);
  const attestation = await world.attest(publishStatement(SUBJECT));
  const publisher = { kind: 'GitHub', repository: 'acme/widget', workflow: 'release.yml' };
  good = JSON.parse(
    JSON.stringify({
      version: 1,
      attestation_bundles: [{ publisher, attestations: [attestation] }],
    }),
  );
});

afterAll(() => world.close());

const read = (text: string) => readProvenance(text, SUBJECT, verifier, 'index');

/** The rules that evidence breaks; none where it is good. */
function broken(evidence: FileEvidence): readonly string[] {
  const facts = {
    subject: { from: 'lock', ...SUBJECT },
    index: { kind: 'not-asked' },
    ownIndex: { kind: 'same' },
    baseline: undefined,
    history: { kind: 'not-asked' },
    evidence,
  } as const;
  const context = { policy: DEFAULT_POLICY, pins: [], demands: NO_DEMANDS, now: 0 };
  return checkEvidence(facts, context).map(({ rule }) => rule);
}

describe('hostile provenance', () => {
  test('the good one is good', () => {
    expect(broken(read(JSON.stringify(good)))).toEqual([]);
  });

  test('any JSON is read without an exception, and proves nothing', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const evidence = read(text);
        expect(verifiedStatements(evidence)).toEqual([]);
        expect(broken(evidence)).toHaveLength(1);
      }),
    );
  });

  test('any text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(verifiedStatements(read(text))).toEqual([]);
      }),
    );
  });

  test('with another value anywhere, it is refused or says the same', () => {
    const paths = pathsOf(good);
    const path = fc.nat(paths.length - 1).map((place) => paths[place] ?? []);
    fc.assert(
      fc.property(path, fc.jsonValue({ maxDepth: 2 }), (place, value) => {
        const evidence = read(JSON.stringify(withValueAt(good, place, value as Json)));
        const statements = verifiedStatements(evidence);
        if (broken(evidence).length > 0) return;
        expect(statements.map(({ identity }) => identity.repository)).toEqual(['acme/widget']);
      }),
      tries(300),
    );
  });

  test.each<[string, string]>([
    ['deep', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    [
      'deep within',
      `{"version":1,"attestation_bundles":[{"publisher":{"kind":${'['.repeat(300)}${']'.repeat(300)}},"attestations":[]}]}`,
    ],
    ['long', JSON.stringify({ version: 1, attestation_bundles: 'x'.repeat(4_000_000) })],
    [
      'wide',
      JSON.stringify({ version: 1, attestation_bundles: Array.from({ length: 100_000 }, () => 0) }),
    ],
    [
      'full of bundles',
      JSON.stringify({
        version: 1,
        attestation_bundles: Array.from({ length: 50_000 }, () => ({
          publisher: {},
          attestations: [],
        })),
      }),
    ],
  ])('%s: is refused', (_, text) => {
    expect(broken(read(text))).toHaveLength(1);
  });
});
