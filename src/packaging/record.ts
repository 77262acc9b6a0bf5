import { splitLines } from '../text/python-text.ts';

/** A line of RECORD, after its path. */
export interface RecordEntry {
  /** Such as `sha256`; empty where the line has no hash. */
  readonly algorithm: string;
  /** URL-safe Base64 without padding. */
  readonly digest: string;
  /** Decimal, as written; may be empty. */
  readonly size: string;
}

/** Python's `csv` gives up on longer fields, and PyPI then on the wheel. */
const LONGEST_FIELD = 131_072;

/**
 * Reads a wheel's RECORD (PEP 376 and 427) as PyPI reads it: Python's `csv` over
 * `str.splitlines`, `\` in paths taken for `/`. Of a path that comes twice the last line counts.
 * @returns a string that says why it cannot be read, where it cannot
 */
export function parseRecord(text: string): ReadonlyMap<string, RecordEntry> | string {
  const entries = new Map<string, RecordEntry>();
  for (const row of csvRows(splitLines(text))) {
    const [path, hash = '', size = ''] = row;
    // PyPI answers such a wheel with 500.
    if (path === undefined) return 'has an empty line';
    if (row.some((field) => field.length > LONGEST_FIELD)) return 'has an overlong field';
    const equals = hash.indexOf('=');
    entries.set(path.replaceAll('\\', '/'), {
      algorithm: equals === -1 ? '' : hash.slice(0, equals).toLowerCase(),
      digest: hash.slice(equals + 1).replace(/(?<!=)=+$/, ''),
      size,
    });
  }
  return entries;
}

/** A field is quoted only if it begins with `"`; a quoted one may go on in the next line. */
function* csvRows(lines: readonly string[]): Generator<string[]> {
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const line of lines) {
    let index = 0;
    while (index < line.length) {
      const character = line[index] ?? '';
      if (character === '"' && (isQuoted ? line[index + 1] === '"' : false)) {
        field += '"';
        index += 1;
      } else if (character === '"' && (isQuoted || isFieldStart(line, index, field))) {
        isQuoted = !isQuoted;
      } else if (character === ',' && !isQuoted) {
        row.push(field);
        field = '';
      } else {
        field += character;
      }
      index += 1;
    }
    if (isQuoted) continue;
    yield line === '' && row.length === 0 && field === '' ? [] : [...row, field];
    row = [];
    field = '';
  }
  if (isQuoted) yield [...row, field];
}

function isFieldStart(line: string, index: number, field: string): boolean {
  return field === '' && (index === 0 || line[index - 1] === ',');
}
