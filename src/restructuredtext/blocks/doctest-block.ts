import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';

/** `>>> statement`, up to a blank line. */
export function doctestBlock(scan: Scan, at: number): number {
  append(scan.parent, 'doctest_block', lineNumber(scan, at));
  const blank = scan.lines.indexOf('', at);
  return blank === -1 ? scan.lines.length : blank;
}
