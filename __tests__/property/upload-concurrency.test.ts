import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { lockedProjectConcurrency } from '../../src/publish/upload/locked-project-concurrency.ts';
import { initialConcurrency } from '../../src/publish/upload/slots.ts';
import type {
  UploadConcurrency,
  UploadEvent,
} from '../../src/publish/upload/upload-concurrency.ts';
import { indexProfile } from '../../src/pypi/index-profile.ts';
import { type LockedIndex, simulate } from './lock-model.ts';

const PYPI = indexProfile('https://upload.pypi.org/legacy/').uploadPolicy;
const OTHER = indexProfile('https://pypi.example/simple/').uploadPolicy;
const fixed = (count: number) => lockedProjectConcurrency({ first: count, most: count });
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Deadlocks as often as measured with Warehouse, work that varies a little. */
const AS_MEASURED = { jitter: 0.05, deadlockChance: 0.04 };
/** Three that meet at the lock always end in a deadlock. */
const STRICT = { jitter: 0.02, deadlockChance: 1 };

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const durationOf = (files: number, concurrency: UploadConcurrency, index: LockedIndex) =>
  mean(SEEDS.map((seed) => simulate(files, concurrency, index, seed).duration));

/** Tries in any order: each starts, and ends some time later with some outcome. */
const histories = fc
  .array(
    fc.record({
      gap: fc.nat(500),
      startsNext: fc.boolean(),
      outcome: fc.constantFrom('stored', 'unavailable', 'other'),
    }),
    { maxLength: 200 },
  )
  .map((steps) => {
    const events: UploadEvent[] = [];
    const running: number[] = [];
    let at = 0;
    for (const { gap, startsNext, outcome } of steps) {
      at += gap;
      const startedAt = startsNext ? undefined : running.shift();
      if (startedAt === undefined) {
        running.push(at);
        events.push({ kind: 'started', at });
      } else events.push({ kind: 'ended', at, startedAt, outcome } as const);
    }
    return events;
  });

/** The limit before anything and after each event. */
function limitsOf(start: UploadConcurrency, events: readonly UploadEvent[]): number[] {
  const limits = [start.limit];
  let current = start;
  for (const event of events) {
    current = current.after(event);
    limits.push(current.limit);
  }
  return limits;
}

describe('uploads at once, whatever happens to them', () => {
  test.each([
    ['on PyPI', PYPI],
    ['on another index', OTHER],
  ])('%s: never fewer than one, never more than `upload-concurrency`', (_, policy) => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 32 }), (events, most) => {
        for (const limit of limitsOf(initialConcurrency(policy, most), events)) {
          expect(limit).toBeGreaterThanOrEqual(1);
          expect(limit).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  test('on PyPI: two of a project to begin with, never more than four, one more at a time', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const limits = limitsOf(initialConcurrency(PYPI, 32), events);
        expect(limits[0]).toBe(2);
        expect(Math.max(...limits)).toBeLessThanOrEqual(4);
        for (const [at, limit] of limits.entries()) {
          expect(limit - (limits[at - 1] ?? 2)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('on PyPI: after an answer such as 500 never more than two, and never more again', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const limits = limitsOf(initialConcurrency(PYPI, 32), events);
        const problem = events.findIndex(
          (event) => event.kind === 'ended' && event.outcome === 'unavailable',
        );
        if (problem < 0) return;
        const after = limits.slice(problem + 1);
        expect(Math.max(...after)).toBeLessThanOrEqual(2);
        expect(after).toEqual(after.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe('uploads at once to an index that locks a project', () => {
  test.each([
    [40, { outside: 500, inside: 100 }],
    [100, { outside: 500, inside: 100 }],
    [100, { outside: 600, inside: 290 }],
    [31, { outside: 200, inside: 370 }],
    [40, { outside: 0, inside: 650 }],
    [100, { outside: 0, inside: 650 }],
  ])('%i files, %j: no deadlock, also where three that meet always end in one', (files, times) => {
    for (const seed of SEEDS) {
      const run = simulate(files, initialConcurrency(PYPI, 12), { ...times, ...STRICT }, seed);
      expect(run.deadlocks).toBe(0);
    }
  });

  test.each([
    [40, { outside: 500, inside: 100 }],
    [100, { outside: 500, inside: 100 }],
    [40, { outside: 600, inside: 290 }],
    [100, { outside: 600, inside: 290 }],
    [31, { outside: 200, inside: 370 }],
    [60, { outside: 200, inside: 300 }],
    [40, { outside: 0, inside: 650 }],
    [100, { outside: 0, inside: 650 }],
  ])('%i files, %j: within 1.1 × of the best of one to four at once', (files, times) => {
    const index = { ...times, ...AS_MEASURED };
    const best = Math.min(...[1, 2, 3, 4].map((count) => durationOf(files, fixed(count), index)));
    expect(durationOf(files, initialConcurrency(PYPI, 12), index)).toBeLessThan(1.1 * best);
  });

  test('any times: never slower than two at once by more than what one deadlock costs', () => {
    fc.assert(
      fc.property(
        fc.record({
          outside: fc.integer({ min: 0, max: 2000 }),
          inside: fc.integer({ min: 1, max: 1000 }),
          jitter: fc.constantFrom(0, 0.1, 0.3),
          deadlockChance: fc.constant(0.04),
        }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(1000),
        (index, files, seed) => {
          const two = simulate(files, fixed(2), index, seed);
          const ours = simulate(files, initialConcurrency(PYPI, 12), index, seed);
          expect(two.deadlocks).toBe(0);
          expect(ours.duration).toBeLessThan(1.1 * two.duration + 4000);
        },
      ),
    );
  });

  test('where all of the work is under the lock, there are never three at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(1000), (inside, seed) => {
        const index = { outside: 0, inside, jitter: 0, deadlockChance: 1 };
        expect(simulate(40, initialConcurrency(PYPI, 12), index, seed).mostAtOnce).toBe(2);
      }),
    );
  });
});
