import { FAULT_MATRIX } from '../__tests__/faults/matrix/matrix.ts';
import type { End, FaultGroup, FaultRow } from '../__tests__/faults/matrix/row.ts';
import { between, table } from './action-tables.ts';

/**
 * A document with the tables between `<!-- faults -->` and `<!-- /faults -->` made anew from the
 * matrix that the tests run.
 * @param document What it is called, for the error.
 * @throws {Error} when a marker is missing.
 */
export function withFaults(text: string, document: string): string {
  const groups = FAULT_MATRIX.map((group) => `\n### ${group.title}\n\n${groupTable(group)}`);
  return between(text, 'faults', `${groups.join('\n')}\n`, document);
}

function groupTable({ rows }: FaultGroup): string {
  const isMeasured = rows.some(({ peers }) => peers !== undefined);
  const peerHead = isMeasured ? ['gh-action-pypi-publish', 'uv + attest-action', 'twine'] : [];
  const head = ['Fault', 'Given as', 'The end', ...peerHead];
  return table(
    head,
    rows.map((row) => [row.what, given(row), end(row.end), ...peerCells(row, isMeasured)]),
  );
}

/** What `npm run sandbox --` takes; settings are made by the tests alone. */
function given({ id, faults = [], inputs = {}, setting }: FaultRow): string {
  const options = [
    ...faults.map((fault) => `--fault '${fault}'`),
    ...Object.entries(inputs).map(([name, value]) => `--input ${name}=${value}`),
  ];
  const isPlain = setting === undefined;
  return options.length > 0 && isPlain ? `\`${options.join(' ')}\`` : `test ${id}`;
}

function end(expected: End): string {
  switch (expected.kind) {
    case 'finished':
      return expected.says === undefined ? 'finished' : `finished: “${expected.says}”`;
    case 'finished-unattested':
      return `finished, and told: “${expected.says}”`;
    case 'kept':
      return `green as asked for, with a warning: “${expected.says}”`;
    case 'reported': {
      const second = expected.second === 'finished' ? 'finished' : 'fixed, then finished';
      return `\`${expected.code}\`, ${second} by a second run`;
    }
  }
}

function peerCells({ peers: ends }: FaultRow, isMeasured: boolean): readonly string[] {
  if (!isMeasured) return [];
  return ends ? [ends.ghAction, ends.uv, ends.twine] : ['', '', ''];
}
