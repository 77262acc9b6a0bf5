import { stripEnd } from '../../text/python-text.ts';
import { type Block, indentOf } from '../block.ts';
import { isCombining, isWide } from '../characters.ts';

const ASCII = /^[\x20-\x7e]*$/;

/**
 * The columns of a line of a table: a character with the marks that combine with it each, and an
 * empty one behind a character that is two columns wide.
 */
export function columnsOf(line: string): readonly string[] {
  if (ASCII.test(line)) return line.split('');
  const columns: string[] = [];
  for (const character of line) {
    if (columns.length > 0 && isCombining(character)) {
      columns[columns.length - 1] += character;
    } else {
      columns.push(character);
      if (isWide(character)) columns.push('');
    }
  }
  return columns;
}

/** Part of a table, from column `left` up to `right`, as lines without their common indent. */
export function cellBlock(
  rows: readonly (readonly string[])[],
  left: number,
  right: number,
  first: number,
): Block {
  const lines = rows.map((columns) => stripEnd(columns.slice(left, right).join('')));
  const indents = lines.filter((line) => line !== '').map(indentOf);
  const indent = indents.reduce((least, each) => Math.min(least, each), right);
  return { lines: lines.map((line) => line.slice(indent)), first };
}
