import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { simpleProjectSchema } from '../../src/pypi/simple/simple-api.ts';
import { parseSimpleJson } from '../../src/pypi/simple/simple-json.ts';

const file = fc.record(
  {
    filename: fc.string({ unit: 'binary' }),
    url: fc.string(),
    hashes: fc.dictionary(fc.string(), fc.string()),
    size: fc.nat(),
    yanked: fc.oneof(fc.boolean(), fc.string()),
    provenance: fc.option(fc.string()),
    more: fc.jsonValue(),
  },
  { requiredKeys: ['filename', 'url', 'hashes'] },
);
const page = fc.record(
  {
    meta: fc.constant({ 'api-version': '1.4' }),
    name: fc.string(),
    versions: fc.array(fc.string()),
    files: fc.oneof(
      { weight: 4, arbitrary: fc.array(file) },
      fc.jsonValue() as fc.Arbitrary<never>,
    ),
    'project-status': fc.record({ status: fc.string() }),
    more: fc.jsonValue(),
  },
  { requiredKeys: ['meta', 'name'] },
);
/** The same text in pieces that end anywhere. */
const pieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
const orUndefined = async <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (error instanceof RangeError) return undefined;
    throw error;
  });

test('a page read in pieces is what JSON.parse makes of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      page,
      fc.integer({ min: 1, max: 64 }),
      fc.nat(3),
      async (json, size, indent) => {
        const bytes = Buffer.from(JSON.stringify(json, undefined, indent));
        const expected = v.safeParse(simpleProjectSchema, JSON.parse(bytes.toString('utf8')));
        expect(await orUndefined(parseSimpleJson(pieces(bytes, size)))).toEqual(
          expected.success ? expected.output : undefined,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a page that breaks off anywhere is refused', async () => {
  await fc.assert(
    fc.asyncProperty(page, fc.double({ min: 0, max: 0.999, noNaN: true }), async (json, part) => {
      const whole = Buffer.from(JSON.stringify(json));
      const bytes = whole.subarray(0, Math.floor(whole.length * part));
      expect(await orUndefined(parseSimpleJson([bytes]))).toBeUndefined();
    }),
  );
});
