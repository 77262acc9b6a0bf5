import { expect, test } from '@jest/globals';
import { median, pairRatio } from '../../bench/statistics.ts';

test.each([
  [[5], 5],
  [[3, 1, 2], 2],
  [[10, 1, 2, 9], 5.5],
])('the median of %j is %d', (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('a ratio of pairs does not see what slows both of a pair', () => {
  expect(pairRatio([2, 20, 4], [1, 10, 2])).toBe(2);
});
