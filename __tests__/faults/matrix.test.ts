import { describe, expect, test } from '@jest/globals';
import { parseFaults } from '../../sandbox/faults/fault-text.ts';
import { renderLog } from '../../sandbox/runner-log.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { failure, plainText } from '../e2e/outcome.ts';
import { FAULT_MATRIX } from './matrix/matrix.ts';
import type { End, FaultRow } from './matrix/row.ts';
import { publishRow, type RowOutcome, type RowRun } from './publish-row.ts';

const ROWS = FAULT_MATRIX.flatMap(({ rows }) => rows);

describe('the matrix', () => {
  test('has all 25 faults of the peers and at least 25 more, each with a name of its own', () => {
    const numbers = ROWS.flatMap(({ peers }) => (peers ? [Number.parseInt(peers.number, 10)] : []));
    expect([...new Set(numbers)]).toEqual([...Array(25).keys()].map((at) => at + 1));
    expect(ROWS.filter(({ peers }) => !peers).length).toBeGreaterThanOrEqual(25);
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });
});

describe('a release ends as the matrix says, despite', () => {
  // Much of the time is waiting, so that a few go at once, each with services of its own.
  test.concurrent.each(ROWS.map((row) => [row.id, row] as const))(
    '%s',
    async (_, row) => {
      const sandbox = await startSandbox();
      try {
        const outcome = await publishRow(row, sandbox);
        expectEveryFault(row, outcome);
        expectEnd(row.end, outcome, sandbox);
      } finally {
        await sandbox.close();
      }
    },
    600_000,
  );
});

/** A fault that nothing met would prove nothing. */
function expectEveryFault({ faults = [] }: FaultRow, { injected }: RowOutcome): void {
  const unmet = parseFaults(faults).rules.filter(
    ({ target, from }) =>
      !injected.some(({ rule }) => rule.target === target && rule.from === from),
  );
  expect(unmet).toEqual([]);
}

function expectEnd(end: End, { first, beside, second }: RowOutcome, sandbox: Sandbox): void {
  const said = `${renderLog(first.run.stdout)}\n${plainText(first.run.summary)}`;
  expect([first.problems, beside?.problems ?? []]).toEqual([[], []]);
  if (end.says !== undefined) expect(said).toContain(end.says);
  switch (end.kind) {
    case 'finished':
      expectFinished(first, sandbox);
      if (beside) expect(beside.run.exitCode).toBe(0);
      else expect(first.logged).toBeLessThanOrEqual(signed(first) + (end.extraEntries ?? 0));
      return;
    case 'finished-unattested':
      expect([first.run.exitCode, stored(first, sandbox).length]).toEqual([
        0,
        first.release.length,
      ]);
      return;
    case 'kept':
      expect(first.run.exitCode).toBe(0);
      return;
    case 'reported':
      expect([first.run.exitCode, failure(first.run).code]).toEqual([1, end.code]);
      if (!second) throw new Error('there was no second run');
      expect(second.problems).toEqual([]);
      expectFinished(second, sandbox);
      expect(second.logged).toBe(signed(second));
  }
}

/** Green, and every file is on the index with our SHA-256 and one attestation. */
function expectFinished(one: RowRun, sandbox: Sandbox): void {
  expect([one.run.exitCode, failure(one.run).text]).toEqual([0, '']);
  expect(one.release.length).toBeGreaterThan(0);
  const there = stored(one, sandbox).map(({ filename, sha256, attestations }) => ({
    filename,
    sha256,
    attestations: attestations.length,
  }));
  const byName = (a: { filename: string }, b: { filename: string }) =>
    a.filename < b.filename ? -1 : 1;
  expect(there.toSorted(byName)).toEqual(
    one.release.map((file) => ({ ...file, attestations: 1 })).toSorted(byName),
  );
}

/** What was signed is what was uploaded: nothing twice, and nothing that was there. */
const signed = ({ run }: RowRun) => Number(run.outputs['uploaded-count']);

function stored({ release }: RowRun, { index }: Sandbox) {
  const names = new Set(release.map(({ filename }) => filename));
  return index.files.filter(({ filename }) => names.has(filename));
}
