import { splitAtSpace } from '../text/python-text.ts';

/** Backslashes become NUL, so that what is escaped keeps its place and can be told apart. */
export function markEscapes(text: string): string {
  return text.replace(/\\([\s\S]?)/gu, '\0$1');
}

/** The text as shown: escaped white space vanishes, other escaped characters stand for themselves. */
export function withoutEscapes(marked: string): string {
  return marked.replace(/\0[ \n]?/g, '');
}

/** A reference name in normal form: one case, single spaces. */
export function normalizeName(text: string): string {
  return splitAtSpace(text.toLowerCase()).join(' ');
}

/** As `normalizeName`, but the case stays. */
export function normalizeSpace(text: string): string {
  return splitAtSpace(text).join(' ');
}

/** The URI of a target or an image: white space goes unless it is escaped. */
export function uriOf(marked: string): string {
  return marked
    .split(/\0[ \n]/)
    .map((part) => splitAtSpace(withoutEscapes(part)).join(''))
    .join(' ');
}
