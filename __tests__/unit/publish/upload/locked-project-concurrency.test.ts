import { describe, expect, test } from '@jest/globals';
import { lockedProjectConcurrency } from '../../../../src/publish/upload/locked-project-concurrency.ts';
import type {
  TryOutcome,
  UploadConcurrency,
  UploadEvent,
} from '../../../../src/publish/upload/upload-concurrency.ts';

/** Tries with their start and end in milliseconds; without an end they are still under way. */
type Try = readonly [startedAt: number, endedAt?: number, outcome?: TryOutcome];

/** The concurrency behind these tries, told of their starts and ends in the order of time. */
function behind(tries: readonly Try[], policy = { first: 2, most: 4 }): UploadConcurrency {
  const events = tries.flatMap(([startedAt, at, outcome = 'stored']): UploadEvent[] => [
    { kind: 'started', at: startedAt },
    ...(at === undefined ? [] : [{ kind: 'ended', at, startedAt, outcome } as const]),
  ]);
  // At one time an end comes before the start that it allows.
  const order = events.toSorted((a, b) => a.at - b.at || (a.kind === 'ended' ? -1 : 1));
  return order.reduce((state, event) => state.after(event), lockedProjectConcurrency(policy));
}

const ALONE: Try = [0, 600];
/** 0.5 s of work, 0.1 s under the lock. */
const PAIR: readonly Try[] = [ALONE, [600, 1200], [600, 1300]];
const THIRD: readonly Try[] = [...PAIR, [1200, 1800], [1350, 1950], [1500, 2100]];
const steady = (from: number, apart: number, takes: number): readonly Try[] =>
  Array.from({ length: 20 }, (_, at): Try => [from + apart * at, from + takes + apart * at]);

describe('uploads of one project at once, on an index that locks it', () => {
  test('two to begin with, or fewer where the user says so', () => {
    expect(behind([]).limit).toBe(2);
    expect(behind([...PAIR, [1200]], { first: 1, most: 1 }).limit).toBe(1);
    expect(behind([...PAIR, [1200]], { first: 2, most: 2 }).limit).toBe(2);
  });

  test('three when two at once were nearly twice as fast as one', () => {
    expect(behind([ALONE, [600, 1200], [600]]).limit).toBe(2);
    expect(behind([...PAIR, [1200]]).limit).toBe(3);
  });

  test('no more where the second only waited for the first', () => {
    expect(behind([[0, 650], [650, 1300], [650, 1950], [1300]]).limit).toBe(2);
  });

  test('no more where a third would only wait: the lock is held for half of each upload', () => {
    expect(behind([ALONE, [600, 1200], [600, 1500], [1200, 1800], [1500]]).limit).toBe(2);
  });

  test('four when the third made it faster again', () => {
    expect(behind([...THIRD, [1800, 2400], [1950, 2550], [2100], [2400]]).limit).toBe(4);
  });

  test('never five', () => {
    expect(behind([...THIRD, ...steady(1800, 150, 600)]).limit).toBe(4);
  });

  test('two again where the third brought nothing, and a while later another try', () => {
    const slower: readonly Try[] = [
      ...PAIR,
      [1200, 2000],
      [1350, 2300],
      [1500, 2600],
      [2000, 2900],
      [2300, 3200],
      [2600, 3500],
      [2900, 3800],
    ];
    expect(behind([...slower.slice(0, -2), [2600], [2900]]).limit).toBe(2);
    const faster = steady(3500, 300, 600);
    // Four windows of two files each are left out.
    expect(behind([...slower, ...faster.slice(0, 9)]).limit).toBe(2);
    expect(behind([...slower, ...faster]).limit).toBe(3);
  });

  test('above two they start apart, so that they do not reach the lock together', () => {
    expect(behind([ALONE, [600]]).earliestStart).toBe(Number.NEGATIVE_INFINITY);
    // Three quarters of a third of 600 ms after the last start.
    expect(behind([...PAIR, [1200]]).earliestStart).toBe(1200 + 150);
  });

  test('a 500 among more than two: two, and no more in this run', () => {
    const failed: readonly Try[] = [...PAIR, [1200, 1900, 'unavailable'], [1350, 1950], [1500]];
    expect(behind(failed).limit).toBe(2);
    expect(behind([...failed, ...steady(3000, 300, 600)]).limit).toBe(2);
  });

  test('the same problem of several at once counts once', () => {
    const tries: readonly Try[] = [
      [1200, 2400, 'unavailable'],
      [1350, 2500, 'unavailable'],
      [1500, 2600, 'unavailable'],
    ];
    expect(behind([...PAIR, ...tries]).limit).toBe(2);
  });

  test('a 500 of one of two: one, and no more in this run', () => {
    const failed: readonly Try[] = [[0, 600, 'unavailable'], [0]];
    expect(behind(failed).limit).toBe(1);
    expect(behind([...failed, ...steady(1000, 600, 600)]).limit).toBe(1);
  });

  test('a 500 of one that ran alone: two may still run, and never more', () => {
    expect(behind([[0, 600, 'unavailable']]).limit).toBe(2);
    expect(behind([[0, 600, 'unavailable'], ...steady(1100, 300, 600)]).limit).toBe(2);
  });

  test('a refusal says nothing about the limit', () => {
    expect(behind([...PAIR, [1200, 1250, 'other'], [1250]]).limit).toBe(3);
  });
});
