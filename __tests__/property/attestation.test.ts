import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { PublishError } from '../../src/errors.ts';
import type { Attestation } from '../../src/sigstore/model/attestation.ts';
import { type Json, pathsOf, withValueAt } from '../unit/attestation/json-paths.ts';
import {
  type Attested,
  IDENTITY,
  SUBJECT,
  startAttested,
} from '../unit/sigstore/verify/attested.ts';
import { tries } from './tries.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

describe('verifying an attestation', () => {
  test('with any value at any place ends well or in one error of its own', () => {
    const good: Json = at.good;
    const paths = pathsOf(good);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const mutated = withValueAt(good, path, value as Json);
        fc.pre(JSON.stringify(mutated) !== JSON.stringify(good));
        const error = errorOf(mutated);
        expect(error).toBeInstanceOf(PublishError);
        expect(error).toMatchObject({ code: 'invalid-attestation' });
      }),
      tries(1000),
    );
  });

  test('of any shape is an error of its own', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(errorOf(value as Json)).toMatchObject({ code: 'invalid-attestation' });
      }),
    );
  });

  test('with any bit of its bytes turned is refused', () => {
    const places = ['certificate', 'statement', 'signature', 'body', 'promise'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), (place, bit) => {
        expect(errorOf(withBitTurned(at.good, place, bit))).toMatchObject({
          code: 'invalid-attestation',
        });
      }),
      tries(1000),
    );
  });
});

/** What verifying throws; undefined where it passes. */
function errorOf(attestation: unknown): unknown {
  try {
    at.verifier.verify(attestation as Attestation, SUBJECT, IDENTITY);
    return undefined;
  } catch (error) {
    return error;
  }
}

function withBitTurned(
  attestation: Attestation,
  place: 'certificate' | 'statement' | 'signature' | 'body' | 'promise',
  bit: number,
): Attestation {
  const copy = structuredClone(attestation);
  const material = copy.verification_material;
  const [entry] = material.transparency_entries;
  if (!entry) throw new TypeError('an attestation without an entry');
  const turned = (base64: string) => {
    const bytes = Buffer.from(base64, 'base64');
    const index = bit % (bytes.length * 8);
    bytes[index >> 3] = (bytes[index >> 3] ?? 0) ^ (1 << (index & 7));
    return bytes.toString('base64');
  };
  if (place === 'certificate') material.certificate = turned(material.certificate);
  if (place === 'statement') copy.envelope.statement = turned(copy.envelope.statement);
  if (place === 'signature') copy.envelope.signature = turned(copy.envelope.signature);
  if (place === 'body') entry.canonicalizedBody = turned(entry.canonicalizedBody);
  if (place === 'promise' && entry.inclusionPromise) {
    const { signedEntryTimestamp } = entry.inclusionPromise;
    entry.inclusionPromise.signedEntryTimestamp = turned(signedEntryTimestamp);
  }
  return copy;
}
