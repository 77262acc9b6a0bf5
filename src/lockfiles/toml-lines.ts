import { parse } from 'smol-toml';
import { Lines } from './lock-table.ts';

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DOT = 0x2e;
const EQUALS = 0x3d;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type Table = Readonly<Record<string, unknown>>;

/**
 * Finds the line of every table and list of a TOML text. It walks over text and values side by
 * side and understands only as much of TOML as that takes, at a small part of the cost of a
 * parser that keeps positions.
 * @param text Valid TOML.
 * @param root What a parser made of it.
 */
export function tomlLines(text: string, root: object): Lines {
  const walk = new Walk(text);
  walk.document(root as Table);
  return walk.lines;
}

class Walk {
  readonly lines = new Lines();
  /** How many elements of an array of tables have begun. */
  readonly #begun = new WeakMap<object, number>();
  readonly #text: string;
  #position = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  document(root: Table): void {
    let table: unknown = root;
    this.lines.set(root, 1);
    for (;;) {
      this.#skipVoid();
      if (this.#position >= this.#text.length) return;
      if (this.#peek() === OPEN_BRACKET) table = this.#header(root);
      else this.#pair(table);
    }
  }

  /** `[a.b]` or `[[a.b]]`; the table that it opens. */
  #header(root: Table): unknown {
    const isElement = this.#text.charCodeAt(this.#position + 1) === OPEN_BRACKET;
    this.#position += isElement ? 2 : 1;
    const key = this.#key(CLOSE_BRACKET);
    this.#position += isElement ? 1 : 0;
    let value: unknown = root;
    for (const [index, part] of key.entries()) {
      value = member(value, part);
      this.lines.setOnce(value, this.#line);
      if (!Array.isArray(value)) continue;
      const begun = this.#begun.get(value) ?? 0;
      const isNew = isElement && index === key.length - 1;
      if (isNew) this.#begun.set(value, begun + 1);
      value = value[isNew ? begun : begun - 1];
    }
    this.lines.set(value, this.#line);
    return value;
  }

  #pair(table: unknown): void {
    let value = table;
    for (const part of this.#key(EQUALS)) {
      value = member(value, part);
      this.lines.setOnce(value, this.#line);
    }
    this.#skipBlanks();
    this.#value(value);
  }

  #value(value: unknown): void {
    const first = this.#peek();
    if (first === OPEN_BRACKET) this.#array(value);
    else if (first === OPEN_BRACE) this.#inlineTable(value);
    else if (first === QUOTE || first === APOSTROPHE) this.#string(first);
    else this.#skipScalar();
  }

  #array(array: unknown): void {
    this.lines.set(array, this.#line);
    this.#position += 1;
    for (let index = 0; this.#another(CLOSE_BRACKET); index += 1) {
      const element = Array.isArray(array) ? array[index] : undefined;
      this.lines.setElement(array, index, this.#line);
      this.#value(element);
    }
  }

  #inlineTable(table: unknown): void {
    this.lines.set(table, this.#line);
    this.#position += 1;
    while (this.#another(CLOSE_BRACE)) this.#pair(table);
  }

  /** Goes to the next element; takes `end` and says no where there is none. */
  #another(end: number): boolean {
    this.#skipVoid();
    while (this.#peek() === COMMA) {
      this.#position += 1;
      this.#skipVoid();
    }
    if (this.#position >= this.#text.length) return false;
    if (this.#peek() !== end) return true;
    this.#position += 1;
    return false;
  }

  /** The parts of a dotted key, and the character behind it taken. */
  #key(end: number): string[] {
    const parts: string[] = [];
    while (this.#position < this.#text.length) {
      this.#skipBlanks();
      const start = this.#position;
      const first = this.#peek();
      if (first === QUOTE || first === APOSTROPHE) {
        this.#string(first);
        parts.push(unquoted(this.#text.slice(start, this.#position)));
      } else {
        while (isBare(this.#peek(), end)) this.#position += 1;
        parts.push(this.#text.slice(start, this.#position));
      }
      this.#skipBlanks();
      this.#position += 1;
      if (this.#text.charCodeAt(this.#position - 1) === end) break;
    }
    return parts;
  }

  /** Goes behind a string of any of the four kinds. */
  #string(quote: number): void {
    const text = this.#text;
    const isLong =
      text.charCodeAt(this.#position + 1) === quote &&
      text.charCodeAt(this.#position + 2) === quote;
    this.#position += isLong ? 3 : 1;
    for (; this.#position < text.length; this.#position += 1) {
      const code = this.#peek();
      if (code === LINE_FEED) this.#line += 1;
      else if (code === BACKSLASH && quote === QUOTE) {
        this.#position += 1;
        if (this.#peek() === LINE_FEED) this.#line += 1;
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
  #skipScalar(): void {
    const start = this.#position;
    for (; this.#position < this.#text.length; this.#position += 1) {
      const code = this.#peek();
      if (code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE) break;
      if (code === LINE_FEED || code === HASH) break;
    }
    // Whatever stands here, the walk goes on.
    if (this.#position === start) this.#position += 1;
  }

  /** Blanks, line ends and comments. */
  #skipVoid(): void {
    for (; this.#position < this.#text.length; this.#position += 1) {
      const code = this.#peek();
      if (code === HASH) {
        const end = this.#text.indexOf('\n', this.#position);
        this.#position = end === -1 ? this.#text.length : end;
      }
      if (this.#peek() === LINE_FEED) this.#line += 1;
      else if (code !== SPACE && code !== TAB && code !== CARRIAGE_RETURN) return;
    }
  }

  #skipBlanks(): void {
    while (this.#peek() === SPACE || this.#peek() === TAB) this.#position += 1;
  }

  /** The character here; `NaN` at the end. */
  #peek(): number {
    return this.#text.charCodeAt(this.#position);
  }
}

function isBare(code: number, end: number): boolean {
  return !Number.isNaN(code) && ![end, DOT, SPACE, TAB, LINE_FEED].includes(code);
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Table)[key]
    : undefined;
}

function unquoted(key: string): string {
  return Object.keys(parse(`${key} = 0`))[0] ?? '';
}
