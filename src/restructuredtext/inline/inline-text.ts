import { isSpace, PYTHON_SPACE } from '../../text/python-text.ts';
import { CLOSERS, DELIMITERS, OPENERS } from '../characters.ts';
import type { Document } from '../document.ts';

/** What was read at a place: the text from `start` to `end`, and what it says without markup. */
export interface Inline {
  readonly start: number;
  readonly end: number;
  readonly plain: string;
}

const BEFORE_START = new RegExp(`(?<=[${PYTHON_SPACE}${OPENERS}${DELIMITERS}])`, 'vy');
const AFTER_END = new RegExp(`$|[${PYTHON_SPACE}\\0.,;!?\\\\${CLOSERS}${DELIMITERS}]`, 'vy');

/** A text whose escapes are marked, and how far it was read. */
export class InlineText {
  readonly document: Document;
  readonly text: string;
  /** The end of the last construct: markup may begin there whatever stands before it. */
  base = 0;
  /** Start-strings whose end-string does not come again. */
  readonly exhausted = new Set<string>();
  readonly #firstLine: number;
  #counted = 0;
  #lineEnds = 0;

  constructor(document: Document, text: string, line: number) {
    this.document = document;
    this.text = text;
    this.#firstLine = line;
  }

  next(pattern: RegExp): RegExpExecArray | null {
    return pattern.exec(this.text);
  }

  /** The line that an index is in; indexes must not fall. */
  line(index: number): number {
    for (; this.#counted < index; this.#counted++) {
      if (this.text.charAt(this.#counted) === '\n') this.#lineEnds++;
    }
    return this.#firstLine + this.#lineEnds;
  }

  /** Whether what stands before an index lets markup begin there. */
  canStart(index: number): boolean {
    if (index === this.base) return true;
    BEFORE_START.lastIndex = index;
    return BEFORE_START.test(this.text);
  }

  /** Whether what follows an index lets markup end there. */
  canEnd(index: number): boolean {
    AFTER_END.lastIndex = index;
    return AFTER_END.test(this.text);
  }

  /** Whether a start-string that ends at an index has text behind it. */
  hasText(index: number): boolean {
    return !isSpace(this.text.charAt(index));
  }

  /**
   * Whether a start-string stands between quotation marks or brackets that belong together, or
   * at the end of the text: then it is no markup.
   */
  isQuoted(start: number, end: number): boolean {
    if (start === this.base) return false;
    if (end >= this.text.length) return true;
    return isPair(this.text.charAt(start - 1), this.text.charAt(end));
  }
}

const ASCII_PAIRS = new Set(['""', "''", '()', '[]', '{}', '<>']);
const QUOTES = ['«»', '‹›', '‘’‚‛', '“”„‟'];

function isPair(open: string, close: string): boolean {
  if (open < '\x80') return ASCII_PAIRS.has(open + close);
  if (QUOTES.some((marks) => marks.includes(open) && marks.includes(close))) return true;
  return /\p{Ps}/u.test(open) && close.charCodeAt(0) === open.charCodeAt(0) + 1;
}
