import { PYTHON_SPACE } from '../packaging/python-text.ts';

const LEADING = new RegExp(`^[${PYTHON_SPACE}]+`);
const ANY = new RegExp(`^[${PYTHON_SPACE}]$`);

/** Whether a character is white space to Python. */
export function isSpace(character: string): boolean {
  return ANY.test(character);
}

/** Python's `str.lstrip`. */
export function stripStart(text: string): string {
  return text.replace(LEADING, '');
}

/** Python's `str.rstrip`; a loop, for a regular expression would start at each space anew. */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
