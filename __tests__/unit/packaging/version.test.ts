import { describe, expect, test } from '@jest/globals';
import { formatVersion, parseVersion, type Version } from '../../../src/packaging/version.ts';
import { compareVersions } from '../../../src/packaging/version-order.ts';

describe('parseVersion and formatVersion', () => {
  test.each([
    ['1.0', '1.0'],
    ['v1.0', '1.0'],
    ['  1.0\n', '1.0'],
    ['\x1c1.0\u0085', '1.0'],
    ['1.0.0', '1.0.0'],
    ['01.002', '1.2'],
    ['0!1.0', '1.0'],
    ['2!1.0', '2!1.0'],
    ['1.0.alpha1', '1.0a1'],
    ['1.0-BETA_02', '1.0b2'],
    ['1.0c', '1.0rc0'],
    ['1.0preview3', '1.0rc3'],
    ['1.0-1', '1.0.post1'],
    ['1.0.rev', '1.0.post0'],
    ['1.0r4', '1.0.post4'],
    ['1.0_dev', '1.0.dev0'],
    ['1.0a1.post2.dev3', '1.0a1.post2.dev3'],
    ['1.0+Ubuntu-1_00.0a', '1.0+ubuntu.1.0.0a'],
    ['1.0+12e3', '1.0+12e3'],
    ['1.0.dev20261122125959999999', '1.0.dev20261122125959999999'],
  ])('%j is %s', (text, normal) => {
    const parsed = parseVersion(text);
    expect(parsed && formatVersion(parsed)).toBe(normal);
  });

  test.each([
    '',
    ' ',
    '1.',
    '.1',
    '1..2',
    'x',
    '1.0+',
    '1.0+a..b',
    '1.0+é',
    '1.0 1',
    '\ufeff1.0',
    '1.0-x',
    '١.0',
    '1.0poſt1',
  ])('%j is no version', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  test('long hostile texts are answered at once', () => {
    const spaces = ' '.repeat(200_000);
    expect(parseVersion(`1${spaces}x`)).toBeUndefined();
    expect(parseVersion(`${'1'.repeat(200_000)}x`)).toBeUndefined();
    expect(parseVersion(`1+${'a.'.repeat(100_000)}`)).toBeUndefined();
    expect(parseVersion(`1${'.0'.repeat(100_000)}-`)).toBeUndefined();
  });
});

describe('compareVersions', () => {
  /** From PEP 440 and `packaging`, lowest first. */
  const ASCENDING = [
    '1.dev0',
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
    '1.0b2.post345',
    '1.0rc1.dev456',
    '1.0rc1',
    '1.0',
    '1.0+abc',
    '1.0+abc.5',
    '1.0+abc.7',
    '1.0+5',
    '1.0+9007199254740992',
    '1.0+9007199254740993',
    '1.0.post456.dev34',
    '1.0.post456',
    '1.1.dev1',
    '1.9',
    '1.10',
    '1!0.1',
  ];

  test('every pair is in order', () => {
    for (const [i, a] of ASCENDING.entries()) {
      for (const [j, b] of ASCENDING.entries()) {
        expect([a, b, compareVersions(version(a), version(b))]).toEqual([a, b, Math.sign(i - j)]);
      }
    }
  });

  test('trailing zeros of a release do not count', () => {
    expect(compareVersions(version('1.0.0'), version('1'))).toBe(0);
    expect(compareVersions(version('0.0'), version('0'))).toBe(0);
    expect(compareVersions(version('1.0.1'), version('1'))).toBe(1);
  });
});

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) {
    throw new Error(`${text} is no version`);
  }
  return parsed;
}
