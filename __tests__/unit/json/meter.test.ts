import { describe, expect, test } from '@jest/globals';
import { checkJsonLimits } from '../../../src/json/meter.ts';

const LIMITS = { bytes: 1_000, depth: 3, values: 10 };
const nested = (count: number) => '['.repeat(count) + ']'.repeat(count);

describe('the limits of JSON, before it is parsed', () => {
  test.each([
    ['as many elements', `[${Array(10).fill('1').join()}]`],
    ['as many members', `{${Array(10).fill('"a":1').join()}}`],
    ['as deep', nested(4)],
    ['marks in texts', JSON.stringify(['[,{'.repeat(20), '"\\"[[[[[', '\\'])],
    ['no JSON, which the parser finds', ']]]]}}'],
    ['characters of several bytes', JSON.stringify('\u0122'.repeat(400))],
  ])('%s pass', (_, text) => {
    for (const source of [text, Buffer.from(text)]) {
      expect(() => checkJsonLimits(source, LIMITS)).not.toThrow();
    }
  });

  test.each([
    ['is longer than 1000 B', JSON.stringify('x'.repeat(999))],
    ['is longer than 1000 B', JSON.stringify('é'.repeat(500))],
    ['has more than 10 values', `[${Array(11).fill('1').join()}]`],
    ['has more than 10 values', `[${Array(6).fill('[]').join()}]`],
    ['has more than 10 values', `{"a":[1,1,1,1,1],"b":[1,1,1,1,1]}`],
    ['is nested more than 3 deep', nested(5)],
    ['is nested more than 3 deep', '{"a":'.repeat(5)],
  ])('%s: %.40s', (why, text) => {
    for (const source of [text, Buffer.from(text)]) {
      expect(() => checkJsonLimits(source, LIMITS)).toThrow(new RangeError(why));
    }
  });
});
