import { indentedBlock, trimEnd } from '../block.ts';
import { PUNCTUATION } from '../characters.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, reportUnindent, type Scan } from '../parser.ts';

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

/** `>>> statement`, up to a blank line. */
export function doctestBlock(scan: Scan, at: number): number {
  append(scan.parent, 'doctest_block', lineNumber(scan, at));
  const blank = scan.lines.indexOf('', at);
  return blank === -1 ? scan.lines.length : blank;
}

const MARKER = /^\|(?: +|$)/;

/** `| line`, one after the other, each with indented lines that continue it. */
export function lineBlock(scan: Scan, at: number): number {
  append(scan.parent, 'line_block', lineNumber(scan, at));
  let next = at;
  for (let isFinished = true; ; ) {
    const marker = MARKER.exec(scan.lines[next] ?? '');
    if (marker === null) {
      if (!isFinished) {
        const text = 'Line block ends without a blank line.';
        report(scan.parser.document, 'missing-blank-line', lineNumber(scan, next), text);
      }
      return next;
    }
    const options = { firstIndent: marker[0].length, untilBlank: true };
    const block = indentedBlock(scan, next, options);
    scan.parser.inline(block.lines.join('\n'), lineNumber(scan, next));
    ({ next, isFinished } = block);
  }
}
