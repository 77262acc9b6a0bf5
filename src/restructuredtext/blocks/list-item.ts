import { indentedBlock } from '../block.ts';
import { append, type Node } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';

/** Where reading goes on behind a list item. */
export interface Read {
  /** The index behind it and the blank lines that follow. */
  readonly next: number;
  /** Whether a blank line, or nothing, follows. */
  readonly isFinished: boolean;
}

/**
 * An item behind its marker. Its text sets the indent of the other lines; where the marker
 * stands alone, they set it themselves.
 */
export function listItem(scan: Scan, at: number, markerLength: number, list: Node): Read {
  const hasText = (scan.lines[at]?.length ?? 0) > markerLength;
  const options = hasText ? { indent: markerLength } : {};
  const block = indentedBlock(scan, at, { firstIndent: markerLength, ...options });
  const item = append(list, 'list_item', lineNumber(scan, at));
  scan.parser.parse(block, item);
  return block;
}
