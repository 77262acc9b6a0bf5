import { splitLines, stripEnd } from '../text/python-text.ts';

const TAB_STOP = 8;

/** docutils' `line-length-limit`, in characters. */
export const LONGEST_LINE = 10_000;

/** The lines as docutils reads them: tabs expanded, no white space at their ends. */
export function sourceLines(text: string): string[] {
  return splitLines(text.replace(/[\v\f]/g, ' ')).map((line) => expandTabs(stripEnd(line)));
}

/** Stops where the line is longer than docutils takes: a file of tabs would grow eightfold. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let expanded = '';
  let column = 0;
  for (const character of line) {
    const width = character === '\t' ? TAB_STOP - (column % TAB_STOP) : 1;
    expanded += character === '\t' ? ' '.repeat(width) : character;
    column += width;
    if (column > LONGEST_LINE) break;
  }
  return expanded;
}
