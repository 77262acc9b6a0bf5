/** How rows are written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Set: it stands before a quote inside of quotes, which is doubled otherwise. */
  readonly escape: string | undefined;
  /** White space behind a delimiter means nothing. */
  readonly skipsSpace: boolean;
}

/** A row; its cells may go over several lines. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** The index of the line it begins in. */
  readonly line: number;
}

/**
 * Reads rows as Python's `csv.reader` does in strict mode.
 *
 * @returns The rows, or what is wrong.
 */
export function parseCsv(lines: readonly string[], dialect: CsvDialect): CsvRow[] | string {
  const { delimiter, quote, escape: escapeCharacter, skipsSpace } = dialect;
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let firstLine = 0;
  for (const [index, line] of lines.entries()) {
    if (state !== 'quoted') firstLine = index;
    const characters = Array.from(line);
    for (let at = 0; at < characters.length; at++) {
      const character = characters[at] ?? '';
      if (character === escapeCharacter && state !== 'closed') {
        cell += characters[++at] ?? '\n';
        if (state === 'start') state = 'plain';
      } else if (state === 'quoted') {
        if (character === quote) state = 'closed';
        else cell += character;
      } else if (character === delimiter) {
        cells.push(cell);
        cell = '';
        state = 'start';
      } else if (state === 'closed') {
        if (character !== quote || escapeCharacter !== undefined)
          return `'${delimiter}' expected after '${quote}'`;
        cell += quote;
        state = 'quoted';
      } else if (state === 'start' && character === quote) {
        state = 'quoted';
      } else if (state !== 'start' || character !== ' ' || !skipsSpace) {
        cell += character;
        state = 'plain';
      }
    }
    if (state === 'quoted') {
      cell += '\n';
      continue;
    }
    rows.push({ cells: line === '' ? [] : [...cells, cell], line: firstLine });
    cells = [];
    cell = '';
    state = 'start';
  }
  return state === 'quoted' ? 'unexpected end of data' : rows;
}
