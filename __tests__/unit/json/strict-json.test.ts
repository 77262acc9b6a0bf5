import { describe, expect, test } from '@jest/globals';
import { parseStrictJson } from '../../../src/json/strict-json.ts';

const LIMITS = { bytes: 1024 * 1024, depth: 200, values: 1_000 };
const parse = (source: string | Uint8Array) => parseStrictJson(source, LIMITS);
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('strict JSON', () => {
  test.each([
    '{"a":[1,"é",null,true]}',
    ' [] \n',
    '"\\ud83d\\ude00"',
    '{"a":1,"a":2}',
    nested(200),
  ])('is read as JSON.parse reads it, case %#', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
    expect(parse(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test.each([
    ['an open object', '{', 'is no JSON'],
    ['nothing', '', 'is no JSON'],
    ['NaN', 'NaN', 'is no JSON'],
    ['a byte order mark', '\ufeff{}', 'is no JSON'],
    ['half a surrogate pair', '"\\ud800"', 'has half a character'],
    ['half a surrogate pair in a name', '{"a":[{"\\udc00":1}]}', 'has half a character'],
    ['a number out of range', '[1e999]', 'has a number out of range'],
    ['202 levels', nested(202), 'is nested more than 200 deep'],
    ['100,000 levels', nested(100_000), 'is nested more than 200 deep'],
  ])('%s is refused', (_, text, why) => {
    expect(() => parse(text)).toThrow(new RegExp(`^${why}`));
  });

  test.each([
    ['a byte of no character', Buffer.from([0x22, 0xff, 0x22])],
    ['half a character', Buffer.from([0x22, 0xc3, 0x22])],
    ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('bytes with %s are refused', (_, bytes) => {
    expect(() => parse(bytes)).toThrow(new RangeError('is not UTF-8'));
  });
});
