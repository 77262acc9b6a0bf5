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
