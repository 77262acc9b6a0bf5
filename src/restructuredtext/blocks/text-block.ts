import { stripEnd } from '../../text/python-text.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { definitionList } from './definition-list.ts';
import { literalBlock } from './literal-block.ts';
import { ADORNMENT, underlinedTitle } from './section-title.ts';

const LITERAL_FOLLOWS = /(?<!\\)(?:\\\\)*::$/;

/** Text that is nothing else: a title, a term, or a paragraph. */
export function textBlock(scan: Scan, at: number): number {
  const second = scan.lines[at + 1] ?? '';
  if (second.startsWith(' ')) return definitionList(scan, at);
  const title = ADORNMENT.test(second) ? underlinedTitle(scan, at) : undefined;
  return title ?? paragraph(scan, at);
}

function paragraph(scan: Scan, at: number): number {
  const { lines, parser } = scan;
  let end = at + 1;
  while (end < lines.length && lines[end] !== '' && !lines[end]?.startsWith(' ')) end++;
  const isIndented = lines[end]?.startsWith(' ') ?? false;
  if (isIndented) {
    const line = lineNumber(scan, end);
    report(parser.document, 'unexpected-indentation', line, 'Unexpected indentation.');
  }
  const text = stripEnd(lines.slice(at, end).join('\n'));
  const isLiteral = LITERAL_FOLLOWS.test(text.slice(-1000));
  if (text !== '::') {
    append(scan.parent, 'paragraph', lineNumber(scan, at));
    parser.inline(isLiteral ? text.slice(0, -1) : text, lineNumber(scan, at));
  }
  return isLiteral ? literalBlock(scan, end) : end;
}
