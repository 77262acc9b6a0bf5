import { parse } from 'smol-toml';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
export const QUOTE = 0x22;
const HASH = 0x23;
export const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DOT = 0x2e;
export const EQUALS = 0x3d;
export const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

/** A walk over valid TOML, token by token; it understands only as much as finding lines needs. */
export class TomlScanner {
  /** The line of the position, from 1. */
  line = 1;
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  /** The character here, and the one after; `NaN` at the end. */
  peek(ahead = 0): number {
    return this.#text.charCodeAt(this.#position + ahead);
  }

  skip(characters: number): void {
    this.#position += characters;
  }

  /** Goes to the next element; takes `end` and says no where there is none. */
  another(end: number): boolean {
    this.skipVoid();
    while (this.peek() === COMMA) {
      this.#position += 1;
      this.skipVoid();
    }
    if (this.#position >= this.#text.length) return false;
    if (this.peek() !== end) return true;
    this.#position += 1;
    return false;
  }

  /** The parts of a dotted key, and the character behind it taken. */
  key(end: number): string[] {
    const parts: string[] = [];
    while (this.#position < this.#text.length) {
      this.skipBlanks();
      const start = this.#position;
      const first = this.peek();
      if (first === QUOTE || first === APOSTROPHE) {
        this.string(first);
        parts.push(unquoted(this.#text.slice(start, this.#position)));
      } else {
        while (isBare(this.peek(), end)) this.#position += 1;
        parts.push(this.#text.slice(start, this.#position));
      }
      this.skipBlanks();
      this.#position += 1;
      if (this.#text.charCodeAt(this.#position - 1) === end) break;
    }
    return parts;
  }

  /** Goes behind a string of any of the four kinds. */
  string(quote: number): void {
    const text = this.#text;
    const isLong =
      text.charCodeAt(this.#position + 1) === quote &&
      text.charCodeAt(this.#position + 2) === quote;
    this.#position += isLong ? 3 : 1;
    for (; this.#position < text.length; this.#position += 1) {
      const code = this.peek();
      if (code === LINE_FEED) this.line += 1;
      else if (code === BACKSLASH && quote === QUOTE) {
        this.#position += 1;
        if (this.peek() === LINE_FEED) this.line += 1;
      } else if (code === quote) {
        if (!isLong) break;
        if (text.charCodeAt(this.#position + 1) !== quote) continue;
        if (text.charCodeAt(this.#position + 2) !== quote) continue;
        this.#position += 2;
        // One or two quotes may stand before the three that end it.
        while (text.charCodeAt(this.#position + 1) === quote) this.#position += 1;
        break;
      }
    }
    this.#position += 1;
  }

  /** A number, a boolean or a date, which may have a blank inside. */
  skipScalar(): void {
    const start = this.#position;
    for (; this.#position < this.#text.length; this.#position += 1) {
      const code = this.peek();
      if (code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE) break;
      if (code === LINE_FEED || code === HASH) break;
    }
    // Whatever stands here, the walk goes on.
    if (this.#position === start) this.#position += 1;
  }

  /** Blanks, line ends and comments. */
  skipVoid(): void {
    for (; this.#position < this.#text.length; this.#position += 1) {
      const code = this.peek();
      if (code === HASH) {
        const end = this.#text.indexOf('\n', this.#position);
        this.#position = end === -1 ? this.#text.length : end;
      }
      if (this.peek() === LINE_FEED) this.line += 1;
      else if (code !== SPACE && code !== TAB && code !== CARRIAGE_RETURN) return;
    }
  }

  /** Spaces and tabs. */
  skipBlanks(): void {
    while (this.peek() === SPACE || this.peek() === TAB) this.#position += 1;
  }
}

function isBare(code: number, end: number): boolean {
  return !Number.isNaN(code) && ![end, DOT, SPACE, TAB, LINE_FEED].includes(code);
}

function unquoted(key: string): string {
  return Object.keys(parse(`${key} = 0`))[0] ?? '';
}
