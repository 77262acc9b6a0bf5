import { describe, expect, test } from '@jest/globals';
import { sharedConcurrency } from '../../../../src/publish/upload/shared-concurrency.ts';
import type {
  TryOutcome,
  UploadConcurrency,
} from '../../../../src/publish/upload/upload-concurrency.ts';

let time = 0;

/** The limits after each of these ends, of tries that start and end one after another. */
function limits(start: UploadConcurrency, outcomes: readonly TryOutcome[]): number[] {
  let current = start;
  return outcomes.map((outcome) => {
    const startedAt = ++time;
    current = current.after({ kind: 'started', at: startedAt });
    current = current.after({ kind: 'ended', at: ++time, startedAt, outcome });
    return current.limit;
  });
}

const times = <T>(count: number, value: T) => Array<T>(count).fill(value);

describe('uploads at once on an index of which nothing is known', () => {
  test('one more for each that succeeded, up to the most', () => {
    expect(limits(sharedConcurrency(6, 9), times(5, 'stored'))).toEqual([7, 8, 9, 9, 9]);
  });

  test('no more for one that was refused', () => {
    expect(limits(sharedConcurrency(6, 12), times(3, 'other'))).toEqual([6, 6, 6]);
  });

  test('half after each problem, never fewer than one', () => {
    expect(limits(sharedConcurrency(6, 12), times(4, 'unavailable'))).toEqual([3, 1, 1, 1]);
  });

  test('half once for all that ran while the problem was met', () => {
    const end = (at: number) =>
      ({ kind: 'ended', at, startedAt: 1, outcome: 'unavailable' }) as const;
    const after = sharedConcurrency(6, 12).after(end(5)).after(end(6)).after(end(7));
    expect(after.limit).toBe(3);
  });

  test('after a problem one more for as many successes as may run at once', () => {
    const outcomes: readonly TryOutcome[] = ['unavailable', ...times<TryOutcome>(7, 'stored')];
    expect(limits(sharedConcurrency(6, 12), outcomes)).toEqual([3, 3, 3, 4, 4, 4, 4, 5]);
  });
});
