import { append, type Node } from '../node.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { addName, readGroup, readTitle } from './directive-parts.ts';
import { integer, positiveIntegers, wordOr } from './option-value.ts';
import { checkDimensions, checkWidths, reportTable, TABLE_OPTIONS } from './table.ts';

/** A list of rows, each a list of cells. */
function listTable(call: DirectiveCall): void {
  const { name, line, content, scan } = call;
  if (content.lines.length === 0) {
    reportTable(call, `The "${name}" directive is empty; content required.`);
    return;
  }
  readTitle(call);
  const rows = cellCounts(readGroup(call));
  if (typeof rows === 'string') {
    reportTable(call, `Error parsing content block for the "${name}" directive: ${rows}`);
  } else if (checkWidths(call, rows[0] ?? 0) && checkDimensions(call, rows)) {
    append(scan.parent, 'table', line);
    addName(call);
  }
}

/** How many cells each row has, or what is wrong. */
function cellCounts({ children }: Node): readonly number[] | string {
  const [list] = children;
  if (children.length !== 1 || list?.kind !== 'bullet_list')
    return 'exactly one bullet list expected.';
  const rows = list.children.map((item) =>
    item.children.length === 1 && item.children[0]?.kind === 'bullet_list'
      ? item.children[0].children.length
      : undefined,
  );
  const [first] = rows;
  for (const [index, cells] of rows.entries()) {
    const row = `row ${index + 1} does not contain`;
    if (cells === undefined) {
      return `two-level bullet list expected, but ${row} a second-level bullet list.`;
    }
    if (cells !== first) {
      return `uniform two-level bullet list expected, but ${row} the same number of items as row 1 (${cells} vs ${first}).`;
    }
  }
  return rows.filter((cells) => cells !== undefined);
}

export const LIST_TABLE = named('list-table', {
  optionalArguments: 1,
  hasText: true,
  options: {
    ...TABLE_OPTIONS,
    'header-rows': integer(0),
    'stub-columns': integer(0),
    widths: wordOr(['auto'], positiveIntegers),
  },
  hasContent: true,
  run: listTable,
});
