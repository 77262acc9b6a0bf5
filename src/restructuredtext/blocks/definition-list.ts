import { indentedBlock } from '../block.ts';
import { append, type Node } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { beginsText } from './begins-text.ts';
import type { Read } from './list-item.ts';
import { reportUnindent } from './missing-blank.ts';

/** A term and, indented, its definition; one after the other. */
export function definitionList(scan: Scan, at: number): number {
  const list = append(scan.parent, 'definition_list', lineNumber(scan, at));
  let { next, isFinished } = item(scan, at, list);
  while (isTerm(scan, next)) {
    ({ next, isFinished } = item(scan, next, list));
  }
  if (!isFinished) reportUnindent(scan, next, 'Definition list');
  return next;
}

function isTerm({ lines }: Scan, at: number): boolean {
  return beginsText(lines[at] ?? '') && (lines[at + 1]?.startsWith(' ') ?? false);
}

function item(scan: Scan, at: number, list: Node): Read {
  const block = indentedBlock(scan, at + 1);
  scan.parser.inline(scan.lines[at] ?? '', lineNumber(scan, at));
  scan.parser.parse(block, append(list, 'definition', lineNumber(scan, at)));
  return block;
}
