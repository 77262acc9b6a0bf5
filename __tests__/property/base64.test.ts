import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { base64Schema } from '../../src/json/base64.ts';
import { tries } from './tries.ts';

const valibots = v.pipe(v.string(), v.base64(), v.nonEmpty());
const nearly = fc.string({
  unit: fc.constantFrom('A', 'z', '9', '+', '/', '=', '-', '_', ' ', '\n'),
  maxLength: 13,
});

test("takes the very texts that valibot's own check takes", () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.base64String()), (text) => {
      expect(v.is(base64Schema, text)).toBe(v.is(valibots, text));
    }),
    tries(5000),
  );
});

test.each(['ſſſſ', 'AAA\u212a'])(
  'takes no letter that only looks like one in either case: %s',
  (text) => {
    expect(v.is(base64Schema, text)).toBe(false);
  },
);

test('takes what Node writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      expect(v.is(base64Schema, Buffer.from(bytes).toString('base64'))).toBe(true);
    }),
  );
});
