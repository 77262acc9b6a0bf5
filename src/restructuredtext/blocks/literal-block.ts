import { indentedBlock, trimEnd } from '../block.ts';
import { PUNCTUATION } from '../characters.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { reportUnindent } from './missing-blank.ts';

const QUOTE = new RegExp(`^${PUNCTUATION}`);

/** What follows `::`: indented lines, or lines that all begin with the same punctuation. */
export function literalBlock(scan: Scan, at: number): number {
  const block = indentedBlock(scan, at);
  if (trimEnd(block).lines.length === 0) return quotedLiteralBlock(scan, at);
  append(scan.parent, 'literal_block', lineNumber(scan, at));
  if (!block.isFinished) reportUnindent(scan, block.next, 'Literal block');
  return block.next;
}

function quotedLiteralBlock(scan: Scan, at: number): number {
  const { lines, parser } = scan;
  let start = at;
  while (lines[start] === '') start++;
  const quote = lines[start]?.charAt(0) ?? '';
  if (!QUOTE.test(quote)) {
    const text = 'Literal block expected; none found.';
    report(parser.document, 'literal-block', lineNumber(scan, start), text);
    return start;
  }
  append(scan.parent, 'literal_block', lineNumber(scan, start));
  const other = lines.findIndex((line, index) => index > start && !line.startsWith(quote));
  const end = other === -1 ? lines.length : other;
  const next = lines[end] ?? '';
  if (next.startsWith(' ')) {
    const text = 'Unexpected indentation.';
    report(parser.document, 'unexpected-indentation', lineNumber(scan, end), text);
  } else if (next !== '') {
    const text = 'Inconsistent literal block quoting.';
    report(parser.document, 'literal-block', lineNumber(scan, end), text);
  }
  return end;
}
