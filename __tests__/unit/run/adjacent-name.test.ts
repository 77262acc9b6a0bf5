import { describe, expect, test } from '@jest/globals';
import { isTooLong, nameBeside } from '../../../src/run/adjacent-name.ts';

const ENDING = '.publish.attestation';
const LONGEST = 255 - ENDING.length;

describe('the name of an attestation', () => {
  test.each([1, LONGEST])('is that of a file of %i bytes and the ending', (length) => {
    const name = 'n'.repeat(length);
    expect(nameBeside(name, ENDING)).toBe(`${name}${ENDING}`);
    expect(isTooLong(name, ENDING)).toBe(false);
  });

  test.each([
    ['one byte too many', 'n'.repeat(LONGEST + 1)],
    ['as many bytes as a file system allows', 'n'.repeat(255)],
    ['letters of two bytes', 'ü'.repeat(127)],
    ['letters of four bytes', '𝕏'.repeat(63)],
  ])('has at most 255 bytes and no half letter: %s', (_, name) => {
    const short = nameBeside(name, ENDING);
    expect(isTooLong(name, ENDING)).toBe(true);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(short)).toBeGreaterThan(251);
    expect(short).not.toContain('\uFFFD');
    expect(short).toMatch(/~[0-9a-f]{8}\.publish\.attestation$/);
    expect(name.startsWith(short.split('~')[0] ?? '?')).toBe(true);
  });

  test('is another for each of two long names that begin alike', () => {
    const names = ['a', 'b'].map((end) => nameBeside(`${'n'.repeat(250)}${end}`, ENDING));
    expect(names[0]).not.toBe(names[1]);
  });
});
