const EXCERPT = 120;

/** Where two texts part, as `at line N`, with that line of each, cut to a readable length. */
export function firstDifference(is: string, should: string): string {
  const isLines = is.split('\n');
  const shouldLines = should.split('\n');
  const at = isLines.findIndex((line, index) => line !== shouldLines[index]);
  const line = at === -1 ? isLines.length : at;
  return `at line ${line + 1}\n  is:     ${excerpt(isLines, shouldLines, line)}\n  should: ${excerpt(shouldLines, isLines, line)}`;
}

/** The line from a little before the column where it parts from the other text's line. */
function excerpt(lines: readonly string[], others: readonly string[], index: number): string {
  const line = lines[index];
  if (line === undefined) {
    return '(end of file)';
  }
  const other = others[index] ?? '';
  let column = 0;
  while (column < line.length && line[column] === other[column]) {
    column++;
  }
  const start = Math.max(0, column - EXCERPT / 2);
  return JSON.stringify(line.slice(start, start + EXCERPT));
}
