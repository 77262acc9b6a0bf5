import { report } from '../document.ts';
import { append } from '../node.ts';
import { type CsvDialect, parseCsv } from './csv.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { addName, readTitle } from './directive-parts.ts';
import {
  anything,
  character,
  decodeCharacter,
  flag,
  integer,
  positiveIntegers,
  required,
  wordOr,
} from './option-value.ts';
import { checkDimensions, checkWidths, reportTable, TABLE_OPTIONS } from './table.ts';

function csvTable(call: DirectiveCall): void {
  const { scan, name, line, content, options } = call;
  if (options.has('file') || options.has('url')) {
    const text = `File and URL access deactivated; ignoring "${name}" directive.`;
    report(scan.parser.document, 'disabled-directive', line, text);
    return;
  }
  readTitle(call);
  if (content.lines.length === 0) {
    reportTable(call, `The "${name}" directive requires content; none supplied.`);
    return;
  }
  const dialect = dialectOf(options);
  const header = options.get('header');
  const heads = parseCsv(header ? header.split('\n') : [], dialect);
  const rows = parseCsv(content.lines, dialect);
  if (typeof heads === 'string' || typeof rows === 'string') {
    const problem = [heads, rows].find((each) => typeof each === 'string') ?? '';
    reportTable(call, `Error with CSV data in "${name}" directive: ${problem}`);
    return;
  }
  const counts = rows.map(({ cells }) => cells.length);
  const columns = [...heads, ...rows].reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (!checkDimensions(call, counts) || !checkWidths(call, columns)) return;
  if (columns === 0) {
    reportTable(call, 'No table data detected in CSV file.');
    return;
  }
  const table = append(scan.parent, 'table', line);
  for (const row of [...heads, ...rows]) {
    for (const cell of row.cells) {
      const block = { lines: cell.split('\n'), first: content.first + row.line };
      scan.parser.parse(block, append(table, 'entry', block.first));
    }
  }
  addName(call);
}

function dialectOf(options: DirectiveCall['options']): CsvDialect {
  const one = (name: string) => {
    const value = options.get(name);
    return value === undefined || value === null ? undefined : decodeCharacter(value);
  };
  const delimiter = options.get('delim');
  const spaces: Readonly<Record<string, string>> = { tab: '\t', space: ' ' };
  return {
    delimiter: spaces[delimiter ?? ''] ?? one('delim') ?? ',',
    quote: one('quote') ?? '"',
    escape: one('escape'),
    skipsSpace: !options.has('keepspace'),
  };
}

export const CSV_TABLE = named('csv-table', {
  optionalArguments: 1,
  hasText: true,
  options: {
    ...TABLE_OPTIONS,
    'header-rows': integer(0),
    'stub-columns': integer(0),
    header: anything,
    widths: wordOr(['auto'], positiveIntegers),
    file: required,
    url: required,
    encoding: required,
    delim: wordOr(['tab', 'space'], character),
    keepspace: flag,
    quote: character,
    escape: character,
  },
  hasContent: true,
  run: csvTable,
});
