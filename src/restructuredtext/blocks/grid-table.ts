import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { type Cell, gridCells } from './grid-cells.ts';
import { cellBlock, columnsOf } from './table-columns.ts';

const BORDER = /^\+-[-+]+-\+$/;
const HEAD_BORDER = /^\+=[=+]+=\+$/;

/** A table drawn with `+`, `-` and `|`. */
export function gridTable(scan: Scan, at: number): number {
  const { lines, parser } = scan;
  let end = at;
  while (/^[+|]/.test(lines[end] ?? '')) end++;
  const next = lines[end] ?? '';
  if (next.startsWith(' ')) {
    const line = lineNumber(scan, end);
    report(parser.document, 'unexpected-indentation', line, 'Unexpected indentation.');
  }
  let bottom = end - 1;
  while (bottom > at && !BORDER.test(lines[bottom] ?? '')) bottom--;
  const malformed = (index: number, detail: string) =>
    report(
      parser.document,
      'malformed-table',
      lineNumber(scan, index),
      `Malformed table. ${detail}`,
    );
  if (bottom < Math.min(at + 2, end - 1)) {
    malformed(end - 1, 'Bottom border missing or corrupt.');
    return end;
  }
  const problem = readTable(scan, at, bottom);
  if (problem !== undefined) malformed(at + problem.offset, problem.detail);
  if (next !== '' || bottom < end - 1) {
    const line = lineNumber(scan, bottom + 1);
    report(parser.document, 'missing-blank-line', line, 'Blank line required after table.');
  }
  return end;
}

interface Problem {
  /** Lines behind the top border. */
  readonly offset: number;
  readonly detail: string;
}

function readTable(scan: Scan, at: number, bottom: number): Problem | undefined {
  const table = scan.lines.slice(at, bottom + 1);
  const rows = table.map((line) => columnsOf(line));
  const ragged = rows.findIndex(
    (columns) => columns.length !== rows[0]?.length || !/^[+|]$/.test(columns.at(-1) ?? ''),
  );
  if (ragged !== -1) return { offset: ragged, detail: 'Right border not aligned or missing.' };
  const heads = [...table.keys()].filter((index) => HEAD_BORDER.test(table[index] ?? ''));
  const [head, second] = heads;
  if (second !== undefined) {
    return { offset: second, detail: 'Multiple head/body row separators; only one allowed.' };
  }
  if (head !== undefined) rows[head] = columnsOf((table[head] ?? '').replaceAll('=', '-'));
  const cells = gridCells(rows);
  if (cells === 'malformed') return { offset: 0, detail: 'Malformed table; parse incomplete.' };
  readCells(scan, at, rows, cells);
  return undefined;
}

function readCells(
  scan: Scan,
  at: number,
  rows: readonly (readonly string[])[],
  cells: readonly Cell[],
): void {
  const columns = new Set(cells.map(({ left }) => left)).size;
  const table = append(scan.parent, 'table', lineNumber(scan, at), { columns });
  for (const { top, left, bottom, right } of cells) {
    const inside = rows.slice(top + 1, bottom);
    const first = lineNumber(scan, at + top + 1);
    const entry = append(table, 'entry', first);
    scan.parser.parse(cellBlock(inside, left + 1, right, first), entry);
  }
}
