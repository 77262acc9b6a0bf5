import { report } from '../document.ts';
import { lineNumber, type Scan } from '../parser.ts';

/** Notes that a block ends at an index without the blank line that must follow it. */
export function reportUnindent(scan: Scan, next: number, name: string): void {
  const text = `${name} ends without a blank line; unexpected unindent.`;
  report(scan.parser.document, 'missing-blank-line', lineNumber(scan, next), text);
}
