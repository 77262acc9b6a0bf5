import { describe, expect, test } from '@jest/globals';
import { parseRetryAfter } from '../../../src/http/retry.ts';

const NOW = Date.parse('2026-09-01T12:00:00Z');

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1000],
    [' 120 ', 120_000],
    ['999999999', 999_999_999_000],
    ['Tue, 01 Sep 2026 12:00:30 GMT', 30_000],
    ['Tuesday, 01-Sep-26 12:00:30 GMT', 30_000],
    ['Tue, 01 Sep 2026 11:59:00 GMT', 0],
  ])('%s is a wait of %i ms', (value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });

  test.each([undefined, '', '  ', 'soon', '1e3', '0x10', '9999999999', '-5', '1.5', '5 s'])(
    'the header %s sets no wait',
    (value) => {
      expect(parseRetryAfter(value, NOW)).toBeUndefined();
    },
  );
});
