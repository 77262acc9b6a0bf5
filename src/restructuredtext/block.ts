import { stripStart } from '../text/python-text.ts';

/** A run of lines that is read on its own: the document, or what is inside of a list item. */
export interface Block {
  readonly lines: readonly string[];
  /** The line number of the first of them, counted from 1. */
  readonly first: number;
}

/** A block, and where reading goes on behind it. */
export interface IndentedBlock extends Block {
  /** The index after the block and the blank lines that follow it. */
  readonly next: number;
  /** Whether a blank line, or nothing, follows. */
  readonly isFinished: boolean;
}

/** Where a block ends, and what is taken off its lines. */
export interface IndentOptions {
  /** Characters to take off the first line, which need not be indented. */
  readonly firstIndent?: number;
  /** The indent of all lines after the first; the least one found if absent. */
  readonly indent?: number;
  /** End at the first blank line. */
  readonly untilBlank?: boolean;
  /** Leave the indent of all lines after the first as it is. */
  readonly keepIndent?: boolean;
}

/** The number of columns before the first character. */
export function indentOf(line: string): number {
  return line.length - stripStart(line).length;
}

/**
 * The indented lines from index `start` on, without their indent and without blank lines before
 * them; as docutils' `StringList.get_indented`.
 */
export function indentedBlock(
  { lines, first }: Block,
  start: number,
  { firstIndent, indent, untilBlank = false, keepIndent = false }: IndentOptions = {},
): IndentedBlock {
  let least = indent;
  let isFinished = true;
  let end = firstIndent === undefined ? start : start + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (line === '') {
      if (untilBlank) break;
    } else if (!line.startsWith(' ') || (indent !== undefined && indentOf(line) < indent)) {
      isFinished = end > start && lines[end - 1] === '';
      break;
    } else if (indent === undefined) {
      least = Math.min(least ?? Number.POSITIVE_INFINITY, indentOf(line));
    }
  }
  const cut = keepIndent ? 0 : (least ?? 0);
  const block = lines
    .slice(start, end)
    .map((line, index) => line.slice(index === 0 && firstIndent !== undefined ? firstIndent : cut));
  const blank = block.findIndex((line) => line !== '');
  const skipped = blank === -1 ? block.length : blank;
  return { lines: block.slice(skipped), first: first + start + skipped, next: end, isFinished };
}

/** Without the blank lines at the end. */
export function trimEnd({ lines, first }: Block): Block {
  const last = lines.findLastIndex((line) => line !== '');
  return { lines: lines.slice(0, last + 1), first };
}
