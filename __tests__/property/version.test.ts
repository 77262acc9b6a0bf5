import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatVersion, parseVersion, type Version } from '../../src/packaging/version.ts';
import { compareVersions } from '../../src/packaging/version-order.ts';
import { tries } from './tries.ts';

const number = fc.oneof(
  fc.nat({ max: 3 }).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
  fc.constantFrom('00', '007'),
);
const separator = fc.constantFrom('', '.', '-', '_');

/** `{separator}{word}{separator}{number}`, or nothing. */
function suffix(...words: string[]): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constant(''),
    fc
      .tuple(separator, fc.constantFrom(...words), separator, fc.option(number, { nil: '' }))
      // A separator before a number that is not there belongs to nothing.
      .map(([before, word, after, n]) => before + word + (n === '' ? '' : after + n)),
  );
}

const local = fc
  .array(fc.oneof(number, fc.constantFrom('a', 'ubuntu', '12e3', '0x1')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => `+${parts.join('.')}`);

const text = fc
  .tuple(
    fc.constantFrom('', 'v', '1!', '0!'),
    fc.array(number, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
    suffix('a', 'alpha', 'B', 'beta', 'c', 'rc', 'pre', 'preview'),
    suffix('post', 'rev', 'r'),
    suffix('dev'),
    fc.oneof(fc.constant(''), local),
  )
  .map((parts) => parts.join(''));

const version = text.map(parsed);

describe('versions', () => {
  test('the normal form is its own normal form, and the same version', () => {
    fc.assert(
      fc.property(version, (each) => {
        const again = parsed(formatVersion(each));
        expect(again).toEqual(each);
        expect(compareVersions(again, each)).toBe(0);
      }),
    );
  });

  test('the order is total', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      tries(500),
    );
  });

  test('a development release comes before its release, a post release after it', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 3 }), (parts) => {
        const release = parts.join('.');
        const order = [
          `${release}.dev1`,
          `${release}a1`,
          `${release}rc1`,
          release,
          `${release}.post1`,
        ];
        const sorted = [...order].reverse().sort((a, b) => compareVersions(parsed(a), parsed(b)));
        expect(sorted).toEqual(order);
      }),
    );
  });

  test('any text has an answer', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '0',
            '1',
            '.',
            '-',
            '_',
            '+',
            '!',
            'a',
            'r',
            'c',
            'dev',
            'post',
            ' ',
          ),
        }),
        (each) => {
          const read = parseVersion(each);
          expect(read === undefined || parseVersion(formatVersion(read)) !== undefined).toBe(true);
        },
      ),
      tries(1000),
    );
  });
});

function parsed(each: string): Version {
  const read = parseVersion(each);
  if (read === undefined) {
    throw new Error(`${each} is no version`);
  }
  return read;
}
