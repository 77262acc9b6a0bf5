import type { Block } from './block.ts';
import { type Document, report } from './document.ts';
import type { Node } from './node.ts';

/** What the readers of single constructs need of the whole. */
export interface Parser {
  readonly document: Document;
  /** Reads body elements into `parent`. */
  parse(block: Block, parent: Node): void;
  /** Reads inline markup; the text without it. */
  inline(text: string, line: number): string;
}

/** Where a reader of body elements stands. */
export interface Scan extends Block {
  readonly parser: Parser;
  /** Where titles and transitions may stand: at the top of the document only. */
  readonly sections: Sections | undefined;
  /** What new elements go into: the innermost section, where there are sections. */
  parent: Node;
}

/** The number of a line, counted from 1. */
export function lineNumber(scan: Block, index: number): number {
  return scan.first + index;
}

/** Where titles may stand, and what they look like there. */
interface Sections {
  /** The styles seen, the highest level first: the underline's character, twice with an overline. */
  readonly styles: string[];
  /** The sections that the next element is in, outermost first. */
  readonly path: Node[];
}

/** Notes that a block ends at an index without the blank line that must follow it. */
export function reportUnindent(scan: Scan, next: number, name: string): void {
  const text = `${name} ends without a blank line; unexpected unindent.`;
  report(scan.parser.document, 'missing-blank-line', lineNumber(scan, next), text);
}
