import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';
import {
  type Json,
  type JsonPath,
  pathsOf,
  valueAt,
  withValueAt,
} from '../../attestation/json-paths.ts';
import { type Attested, IDENTITY, SUBJECT, startAttested } from '../verify/attested.ts';
import { ATTESTATION } from './attestations.ts';

/** Every place of an attestation whose proof has a hash. */
const PATHS: readonly JsonPath[] = [
  ...pathsOf(ATTESTATION),
  ['verification_material', 'transparency_entries', 0, 'inclusionProof', 'hashes', 0],
];

let at: Attested;
let good: Json;

beforeAll(async () => {
  at = await startAttested();
  good = at.good;
});

afterAll(() => at.world.close());

test('the attestation that was made verifies, again and again', () => {
  expect(() => at.verifier.verify(at.good, SUBJECT, IDENTITY)).not.toThrow();
  expect(() => at.verifier.verify(structuredClone(at.good), SUBJECT, IDENTITY)).not.toThrow();
});

describe.each(PATHS.map((path) => [path.join('.'), path] as const))('%s', (_, path) => {
  const present = () => {
    const value = valueAt(good, path);
    if (value === undefined) throw new TypeError('not a place of this attestation');
    return value;
  };

  test('may not be left out', () => refuseWith(path, undefined));

  test('may not be null', () => refuseWith(path, null));

  test('may not have another type', () => refuseWith(path, retyped(present())));

  test('may not have another value', () => refuseWith(path, changed(present())));
});

function refuseWith(path: JsonPath, replacement: Json | undefined): Promise<void> {
  const mutated = withValueAt(good, path, replacement);
  return at.refuse(mutated as unknown as Attestation);
}

/** The same in another JSON type, as a careless writer would put it. */
function retyped(value: Json): Json {
  if (typeof value === 'string') return /^\d+$/.test(value) ? Number(value) : [value];
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : [value];
}

/** Another value of the same kind: one bit, one number, one letter or one element off. */
function changed(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return [...value, ...value];
  if (typeof value !== 'string') return {};
  if (/^\d+$/.test(value)) return String(Number(value) + 1);
  if (!/^[A-Za-z0-9+/]{4,}=*$/.test(value)) return value.replace(/[a-z0-9]/, 'x');
  const bytes = Buffer.from(value, 'base64');
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes.toString('base64');
}
