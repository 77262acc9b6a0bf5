import { describe, expect, test } from '@jest/globals';
import { parseWheelFile } from '../../../src/packaging/wheel-file.ts';

describe('WHEEL', () => {
  test('has its version, and a tag a line', () => {
    const text = 'Wheel-Version: 1.0\nGenerator: x\nTag: py3-none-any\nTag: py2-none-any\n';
    const tags = ['py2-none-any', 'py3-none-any'];
    expect(parseWheelFile(Buffer.from(text))).toEqual({ version: '1.0', tags });
  });

  test('has compressed sets expanded, and each tag once', () => {
    const text = 'Tag: Py2.py3-none-any\nTag: py3-none-any\n';
    const tags = ['py2-none-any', 'py3-none-any'];
    expect(parseWheelFile(Buffer.from(text))).toEqual({ version: undefined, tags });
  });

  test('multiplies no hostile tag set without end', () => {
    const set = Array.from({ length: 500 }, (_, n) => `x${n}`).join('.');
    const { tags } = parseWheelFile(Buffer.from(`Tag: ${set}-${set}-${set}\n`));
    expect(tags.length).toBe(2_000);
  });

  test('may be anything', () => {
    expect(parseWheelFile(Buffer.from([0xff, 0x00]))).toEqual({ version: undefined, tags: [] });
  });
});
