import { stripEnd } from '../../text/python-text.ts';
import { PUNCTUATION } from '../characters.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { blockQuote } from './block-quote.ts';
import { explicitMarkup } from './explicit-markup.ts';
import { gridTable } from './grid-table.ts';
import { bulletList, definitionList, enumeratedList, fieldList, optionList } from './lists.ts';
import { doctestBlock, lineBlock, literalBlock } from './literal-block.ts';
import { ADORNMENT, adornment, underlinedTitle } from './section-title.ts';
import { simpleTable } from './simple-table.ts';

/** Reads what begins at an index; the index behind it, or undefined where it does not begin there. */
type Construct = (scan: Scan, at: number) => number | undefined;

/** What a line can begin, in the order in which docutils tries; text is what is left. */
const CONSTRUCTS: readonly (readonly [pattern: RegExp, read: Construct])[] = [
  [/^ /, blockQuote],
  [/^[-+*•‣⁃](?: |$)/, bulletList],
  [/^\(?(?:[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[).](?: |$)/, enumeratedList],
  [/^:[^: ]/, fieldList],
  [/^[-+/]/, optionList],
  [/^>>>(?: |$)/, doctestBlock],
  [/^\|(?: |$)/, lineBlock],
  [/^\+-[-+]+-\+ *$/, gridTable],
  [/^=+(?: +=+)+ *$/, simpleTable],
  [/^(?:\.\.|__)(?: |$)/, explicitMarkup],
  [new RegExp(`^(${PUNCTUATION})\\1*$`), adornment],
];

/** Reads body elements one after the other. */
export function parseBody(scan: Scan): void {
  for (let at = 0; at < scan.lines.length; ) {
    at = scan.lines[at] === '' ? at + 1 : construct(scan, at);
  }
}

function construct(scan: Scan, at: number): number {
  const line = scan.lines[at] ?? '';
  for (const [pattern, read] of CONSTRUCTS) {
    const next = pattern.test(line) ? read(scan, at) : undefined;
    if (next !== undefined) return next;
  }
  return textBlock(scan, at);
}

const LITERAL_FOLLOWS = /(?<!\\)(?:\\\\)*::$/;

/** Text that is nothing else: a title, a term, or a paragraph. */
function textBlock(scan: Scan, at: number): number {
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
