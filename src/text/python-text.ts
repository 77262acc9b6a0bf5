/**
 * What Python's `\s` and `str.strip` take for white space, as the inside of a character class.
 * JavaScript's own adds U+FEFF and lacks U+001C to U+001F and U+0085.
 */
export const PYTHON_SPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const IS_SPACE = new RegExp(`[${PYTHON_SPACE}]`);
const LEADING_SPACE = new RegExp(`^[${PYTHON_SPACE}]+`);
const RUN_OF_SPACE = new RegExp(`[${PYTHON_SPACE}]+`);

/** Where Python's `str.splitlines` ends a line, as the inside of a character class. */
export const PYTHON_LINE_END = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';

const LINE_END = new RegExp(`\\r\\n|[${PYTHON_LINE_END}]`);

/** Whether a character is white space to Python: `str.isspace()`. */
export function isSpace(character: string): boolean {
  return IS_SPACE.test(character);
}

/** `str.lstrip()`. */
export function stripStart(text: string): string {
  return text.replace(LEADING_SPACE, '');
}

/** `str.rstrip()`; a loop, because a regular expression would start at each space again. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** `str.strip()`. */
export function stripSpace(text: string): string {
  return stripEnd(stripStart(text));
}

/** `str.split()`: the words between runs of white space. */
export function splitAtSpace(text: string): string[] {
  const words = stripSpace(text);
  return words === '' ? [] : words.split(RUN_OF_SPACE);
}

/** `str.splitlines()`: a line end at the end of the text begins no further line. */
export function splitLines(text: string): string[] {
  const lines = text.split(LINE_END);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** `len()`: code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
