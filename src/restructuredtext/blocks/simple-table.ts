import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { SimpleTableReader, TableProblem } from './simple-table-reader.ts';
import { cellBlock, columnsOf } from './table-columns.ts';

const BORDER = /^=[ =]*$/;

/** A table with borders of `=` and columns set apart by spaces. */
export function simpleTable(scan: Scan, at: number): number {
  const { lines, parser } = scan;
  const isBlank = (index: number) => (lines[index] ?? '') === '';
  const malformed = (index: number, detail: string) =>
    report(
      parser.document,
      'malformed-table',
      lineNumber(scan, index),
      `Malformed table. ${detail}`,
    );
  const borders: number[] = [];
  let bottom: number | undefined;
  for (let index = at + 1; index < lines.length && bottom === undefined; index++) {
    if (!BORDER.test(lines[index] ?? '')) continue;
    if (lines[index]?.length !== lines[at]?.length) {
      malformed(index, 'Bottom border or header rule does not match top border.');
      return index + 1;
    }
    borders.push(index);
    if (borders.length === 2 || isBlank(index + 1)) bottom = index;
  }
  if (bottom === undefined) {
    const [found] = borders;
    const more = found === undefined ? '' : ' or no blank line after table bottom';
    malformed(at, `No bottom table border found${more}.`);
    return (found ?? lines.length - 1) + 1;
  }
  readTable(scan, at, bottom, malformed);
  if (!isBlank(bottom + 1)) {
    const line = lineNumber(scan, bottom + 1);
    report(parser.document, 'missing-blank-line', line, 'Blank line required after table.');
  }
  return bottom + 1;
}

function readTable(
  scan: Scan,
  at: number,
  bottom: number,
  malformed: (index: number, detail: string) => void,
): void {
  const rows = scan.lines.slice(at, bottom + 1).map((line) => columnsOf(line));
  const reader = new SimpleTableReader(rows);
  const cells = reader.read();
  if (cells instanceof TableProblem) {
    malformed(at + cells.offset, cells.detail);
    return;
  }
  const { columns } = reader;
  const table = append(scan.parent, 'table', lineNumber(scan, at), { columns: columns.length });
  for (const { top, bottom: end, left, right } of cells) {
    const first = lineNumber(scan, at + top);
    const entry = append(table, 'entry', first);
    scan.parser.parse(cellBlock(rows.slice(top, end), left, right, first), entry);
  }
}
