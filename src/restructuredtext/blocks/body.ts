import { PUNCTUATION } from '../characters.ts';
import type { Scan } from '../parser.ts';
import { blockQuote } from './block-quote.ts';
import { bulletList } from './bullet-list.ts';
import { doctestBlock } from './doctest-block.ts';
import { enumeratedList } from './enumerated-list.ts';
import { explicitMarkup } from './explicit-markup.ts';
import { fieldList } from './field-list.ts';
import { gridTable } from './grid-table.ts';
import { lineBlock } from './line-block.ts';
import { optionList } from './option-list.ts';
import { adornment } from './section-title.ts';
import { simpleTable } from './simple-table.ts';
import { textBlock } from './text-block.ts';

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
