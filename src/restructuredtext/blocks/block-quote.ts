import { type Block, indentedBlock, indentOf } from '../block.ts';
import { append, type Node } from '../node.ts';
import { type Parser, reportUnindent, type Scan } from '../parser.ts';

/** Two or three hyphens, or a dash, and text: who is quoted. */
const ATTRIBUTION = /^(?:---?(?!-)|—) *(?=[^ \n])/;

/** Indented text. */
export function blockQuote(scan: Scan, at: number): number {
  const block = indentedBlock(scan, at);
  readBlockQuotes(scan.parser, block, scan.parent);
  if (!block.isFinished) reportUnindent(scan, block.next, 'Block quote');
  return block.next;
}

/** Reads lines as block quotes; each ends with its attribution, if it has one. */
export function readBlockQuotes(parser: Parser, block: Block, parent: Node): void {
  let start = 0;
  while (start < block.lines.length) {
    const attribution = findAttribution(block, start);
    const end = attribution?.start ?? block.lines.length;
    const quote = append(parent, 'block_quote', block.first + start);
    parser.parse({ lines: block.lines.slice(start, end), first: block.first + start }, quote);
    if (attribution === undefined) return;
    const text = block.lines.slice(end, attribution.end).join('\n').replace(ATTRIBUTION, '');
    parser.inline(text, block.first + end);
    start = attribution.end;
    while (start < block.lines.length && block.lines[start] === '') start++;
  }
}

/** A line behind a blank line that begins with a dash, and all lines up to the next blank one. */
function findAttribution(
  { lines }: Block,
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (lines[at - 1] !== '' || line === '' || !ATTRIBUTION.test(line)) continue;
    const blank = lines.indexOf('', at);
    const end = blank === -1 ? lines.length : blank;
    const [indent, ...others] = lines.slice(at + 1, end).map(indentOf);
    if (others.every((other) => other === indent)) return { start: at, end };
  }
  return undefined;
}
