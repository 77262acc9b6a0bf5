import { indentedBlock } from '../block.ts';
import { append, type Node } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import type { Read } from './list-item.ts';
import { reportUnindent } from './missing-blank.ts';

/** `:name: body`; a colon inside of the name is escaped, or has neither space nor backquote behind it. */
export const FIELD_MARKER = /^:(?![: ])((?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):(?: +|$)/;

/** `:name: body`, one after the other. */
export function fieldList(scan: Scan, at: number): number | undefined {
  if (!FIELD_MARKER.test(scan.lines[at] ?? '')) return undefined;
  const list = append(scan.parent, 'field_list', lineNumber(scan, at));
  let next = at;
  for (let isFinished = true; ; ) {
    const marker = FIELD_MARKER.exec(scan.lines[next] ?? '');
    if (marker === null) {
      if (!isFinished) reportUnindent(scan, next, 'Field list');
      return next;
    }
    ({ next, isFinished } = field(scan, next, marker, list));
  }
}

function field(scan: Scan, at: number, [marker, name = '']: RegExpExecArray, list: Node): Read {
  const { parser } = scan;
  const line = lineNumber(scan, at);
  const block = indentedBlock(scan, at, { firstIndent: marker.length });
  const plain = parser.inline(name, line);
  const node = append(list, 'field', line, { name: plain, text: block.lines.join('\n') });
  parser.parse(block, node);
  return block;
}
