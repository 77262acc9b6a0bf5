import { describe, expect, test } from '@jest/globals';
import { parseStrictJson } from '../../../src/formats/strict-json.ts';

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
  ])('%.40s is read as JSON.parse reads it', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
    expect(parse(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test.each([
    ['{', 'is no JSON'],
    ['', 'is no JSON'],
    ['NaN', 'is no JSON'],
    ['\ufeff{}', 'is no JSON'],
    ['"\\ud800"', 'has half a character'],
    ['{"a":[{"\\udc00":1}]}', 'has half a character'],
    ['[1e999]', 'has a number out of range'],
    [nested(202), 'is nested more than 200 deep'],
    [nested(100_000), 'is nested more than 200 deep'],
  ])('%.40s is refused: it %s', (text, why) => {
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
