// Character sets of the inline markup recognition rules, to stand inside a character class with
// the `u` flag. docutils has lists of Unicode 5.2; the categories differ from them in characters
// that came later.

/** Quotation marks and opening brackets. */
export const OPENERS = '"\'<\\p{Ps}\\p{Pi}\\p{Pf}';

/** Quotation marks and closing brackets. */
export const CLOSERS = '"\'>\\p{Pe}\\p{Pi}\\p{Pf}\\u201a\\u201e';

/** Hyphens, slash, colon, and punctuation outside of ASCII. */
export const DELIMITERS = '\\-\\/:[[\\p{Pd}\\p{Po}]--[\\x00-\\x7f\\xa7\\xb6]]';

/** Letters and digits joined by single `-`, `.`, `_`, `+` or `:`: docutils' "simple name". */
export const SIMPLE_NAME = '[\\p{L}\\p{N}]+(?:[\\-._+:][\\p{L}\\p{N}]+)*';

/** ASCII punctuation: what may adorn a title, quote a literal block, or draw a transition. */
export const PUNCTUATION = '[!-\\/:-@\\[-`\\{-~]';

/** East Asian wide and full-width characters (UAX #11). */
const WIDE =
  /^(?:[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation})$/u;
const ASCII = /^[\x20-\x7e]*$/;
const MARK = /^\p{M}$/u;

/** How many columns of a terminal a text takes, as docutils counts them for title underlines. */
export function columnWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    width += (isWide(character) ? 2 : 1) - (isCombining(character) ? 1 : 0);
  }
  return width;
}

/** Whether a character takes two columns. */
export function isWide(character: string): boolean {
  return character > '\u10ff' && WIDE.test(character);
}

/**
 * Whether a character has a canonical combining class other than 0. Marks alone are not enough
 * (a variation selector is a mark of class 0); of two marks, normalization moves the one of the
 * lower class to the front, and U+0345 has the highest class.
 */
export function isCombining(character: string): boolean {
  if (!MARK.test(character)) return false;
  const decomposed = character.normalize('NFD');
  return character === '\u0345' || `\u0345${character}`.normalize('NFD') !== `\u0345${decomposed}`;
}
