import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  SLSA_PREDICATE_TYPE,
  serializeStatement,
} from '../../../../src/sigstore/model/statement.ts';
import {
  findingOf,
  type IndexFile,
  openEvidenceWorld,
  type Provenance,
  rules,
} from '../../provenance/evidence-world.ts';

const world = await openEvidenceWorld();
let count = 0;

/** A project of its own each time, so that there is no history. */
const fresh = () => world.upload(`evidence${++count}`, '1.0');

/** The provenance of a file, changed as if the index had made it so. */
function tamper(file: IndexFile, change: (provenance: Provenance) => void): IndexFile {
  const copy = structuredClone(file.provenance);
  if (copy === undefined) throw new Error('no provenance');
  change(copy);
  file.provenance = copy;
  return file;
}

const firstBundle = ({ attestation_bundles: [bundle] }: Provenance) => {
  if (bundle === undefined) throw new Error('no bundle');
  return bundle;
};

describe('false evidence fails, whatever else is true', () => {
  test('an attestation whose signature is of another statement', async () => {
    const [file, other] = [await fresh(), await fresh()];
    tamper(file, (provenance) => {
      const [own] = firstBundle(provenance).attestations as { envelope: object }[];
      const [theirs] = firstBundle(other.provenance as Provenance).attestations as {
        envelope: object;
      }[];
      if (own && theirs) own.envelope = theirs.envelope;
    });
    const item = await world.item(file);
    expect(rules(item)).toEqual(['invalid-attestation error']);
    expect(item.verdict).toBe('failed');
    expect(item.identity).toBeUndefined();
  });

  test('the provenance of another file (swapped)', async () => {
    const [file, other] = [await fresh(), await fresh()];
    file.provenance = other.provenance;
    const item = await world.item(file);
    expect(rules(item)).toEqual(['subject-mismatch error']);
    expect(findingOf(item, 'subject-mismatch').message).toContain(`it is about ${other.filename}`);
  });

  test('the provenance of other bytes under the same name (replayed)', async () => {
    const file = await fresh();
    file.sha256 = createHash('sha256').update('other bytes').digest('hex');
    const item = await world.item(file);
    expect(rules(item)).toEqual(['subject-mismatch error']);
    expect(findingOf(item, 'subject-mismatch').message).toContain('it is about other bytes');
  });

  test("a renamed copy with its original's provenance", async () => {
    const file = await fresh();
    const item = await world.item({
      from: 'file',
      project: file.project,
      filename: file.filename.replace('1.0', '2.0'),
      sha256: file.sha256,
    });
    expect(rules(item)).toContain('subject-mismatch error');
  });

  test('another spelling of the same name is the same file', async () => {
    const file = await fresh();
    file.filename = file.filename.replace('py3', 'PY3').replace('evidence', 'Evidence');
    const item = await world.item(file);
    expect(rules(item)).toEqual(['first-seen note']);
  });

  test('one good attestation beside a bad one', async () => {
    const [file, other] = [await fresh(), await fresh()];
    tamper(file, (provenance) => {
      firstBundle(provenance).attestations.push(
        ...firstBundle(other.provenance as Provenance).attestations,
      );
    });
    const item = await world.item(file);
    expect(rules(item)).toContain('subject-mismatch error');
    expect(item.verdict).toBe('failed');
  });
});

describe('evidence that proves nothing is an error, not an absence', () => {
  test.each<[string, (provenance: Provenance) => void]>([
    [
      'no bundles',
      (provenance) => {
        provenance.attestation_bundles = [];
      },
    ],
    [
      'a bundle without attestations',
      (one) => {
        firstBundle(one).attestations = [];
      },
    ],
  ])('%s', async (_, change) => {
    const item = await world.item(tamper(await fresh(), change));
    expect(rules(item)).toEqual(['empty-provenance error']);
  });

  test('only statements of kinds that nobody knows', async () => {
    const file = await fresh();
    const type = 'https://example.org/reviewed/v1';
    const statement = serializeStatement(file, type as typeof SLSA_PREDICATE_TYPE, {});
    const attestation = await world.signing.attest(statement);
    tamper(file, (provenance) => {
      firstBundle(provenance).attestations = [attestation];
    });
    const item = await world.item(file);
    expect(rules(item)).toEqual(['empty-provenance error']);
    expect(findingOf(item, 'empty-provenance').message).toContain(type);
  });

  test('beside a known kind they are passed over', async () => {
    const file = await fresh();
    const statement = serializeStatement(file, 'urn:x' as typeof SLSA_PREDICATE_TYPE, {});
    const attestation = await world.signing.attest(statement);
    tamper(file, (provenance) => void firstBundle(provenance).attestations.push(attestation));
    expect(rules(await world.item(file))).toEqual(['first-seen note']);
  });

  test('SLSA provenance alone is evidence', async () => {
    const file = await fresh();
    const attestation = await world.signing.attest(
      serializeStatement(file, SLSA_PREDICATE_TYPE, { buildDefinition: {} }),
    );
    tamper(file, (provenance) => {
      firstBundle(provenance).attestations = [attestation];
    });
    file.uploadedAt = world.signing.deps.clock.time;
    const item = await world.item(file);
    expect(rules(item)).toEqual(['first-seen note']);
    expect(item.predicates).toEqual([SLSA_PREDICATE_TYPE]);
  });
});

describe("the index's word of the publisher", () => {
  test.each<[string, object]>([
    ['repository', { repository: 'acme/other' }],
    ['workflow', { workflow: 'other.yml' }],
    ['environment', { environment: 'forged' }],
    ['provider', { kind: 'Google', email: 'a@b.c' }],
  ])('must agree with the certificate: %s', async (_, change) => {
    const file = tamper(
      await fresh(),
      (one) => void Object.assign(firstBundle(one).publisher, change),
    );
    const item = await world.item(file);
    expect(rules(item)).toContain('publisher-mismatch error');
    expect(item.identity?.repository).toBe('acme/widget');
  });

  test("of a kind that is unknown here is a warning, and the identity the certificate's", async () => {
    const file = tamper(await fresh(), (one) => {
      firstBundle(one).publisher = { kind: 'New' };
    });
    const item = await world.item(file);
    expect(rules(item)).toEqual(['publisher-unknown warning', 'first-seen note']);
    expect(item.verdict).toBe('verified');
  });

  test('may differ in case', async () => {
    const file = tamper(await fresh(), (one) => {
      firstBundle(one).publisher['repository'] = 'Acme/WIDGET';
    });
    expect(rules(await world.item(file))).toEqual(['first-seen note']);
  });
});

describe('what is no provenance', () => {
  test.each<[string, unknown]>([
    ['another version', { version: 2, attestation_bundles: [] }],
    ['a list', []],
    ['a text', '"no"'],
    ['bundles that are none', { version: 1, attestation_bundles: [7] }],
    [
      'a publisher that is a list',
      { version: 1, attestation_bundles: [{ publisher: [], attestations: [] }] },
    ],
  ])('is an error where it is JSON: %s', async (_, body) => {
    const file = await fresh();
    file.answer = { body: typeof body === 'string' ? body : JSON.stringify(body) };
    expect(rules(await world.item(file))).toEqual(['invalid-attestation error']);
  });

  test.each([['<html>proxy</html>'], [''], ['{"version":1'], ['['.repeat(100_000)]])(
    'was not checked where it is not: %.20s',
    async (body) => {
      const file = await fresh();
      file.answer = { body };
      const item = await world.item(file);
      expect(rules(item)).toEqual(['not-checked error']);
      expect(item.verdict).toBe('not-checked');
    },
  );

  test('is refused where there is too much of it', async () => {
    const file = tamper(await fresh(), (provenance) => {
      const bundle = firstBundle(provenance);
      bundle.attestations = Array.from({ length: 33 }, () => bundle.attestations[0]);
    });
    const item = await world.item(file);
    expect(rules(item)).toEqual(['invalid-attestation error']);
    expect(findingOf(item, 'invalid-attestation').message).toContain('33 of them');
  });
});
