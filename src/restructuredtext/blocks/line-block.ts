import { indentedBlock } from '../block.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';

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
