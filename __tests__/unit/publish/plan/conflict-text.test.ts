import { expect, test } from '@jest/globals';
import { conflictLine, conflictLines } from '../../../../src/publish/plan/existing-files.ts';
import type { PlannedFile } from '../../../../src/publish/plan/plan.ts';
import { makeDistribution, WHEEL } from '../../distributions.ts';

const HERE = 'ab'.repeat(32);
const THERE = 'cd'.repeat(32);
const conflict = (change: Partial<PlannedFile> = {}): PlannedFile => ({
  distribution: makeDistribution(WHEEL),
  action: 'conflict',
  turn: undefined,
  indexSha256: THERE,
  indexTime: Date.UTC(2026, 10, 20, 3, 4, 5),
  isAttested: false,
  ...change,
});

test('both hashes stand below each other, with the time of the index', () => {
  expect(conflictLines([conflict()], 'PyPI')).toEqual([
    `  ${WHEEL}`,
    `    on PyPI:  SHA-256 ${THERE}, since 2026-11-20 03:04 UTC`,
    `    here:     SHA-256 ${HERE}`,
  ]);
});

test('what the index does not say is not said', () => {
  const file = conflict({ indexSha256: undefined, indexTime: undefined });
  expect(conflictLines([file], 'PyPI')[1]).toBe('    on PyPI:  SHA-256 not given');
  expect(conflictLine(file)).toBe(`${WHEEL} (index: SHA-256 not given; here: SHA-256 ${HERE})`);
});

test('many are cut', () => {
  const lines = conflictLines(Array(10).fill(conflict()), 'PyPI');
  expect(lines).toHaveLength(8 * 3 + 1);
  expect(lines.at(-1)).toBe('  and 2 more');
});
