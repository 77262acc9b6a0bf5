import { parse, TomlError } from 'smol-toml';
import { LockDefect } from './lock-document.ts';
import { Lines, LockTable } from './lock-table.ts';
import {
  APOSTROPHE,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  EQUALS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  TomlScanner,
} from './toml-scanner.ts';

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
  readonly #scanner: TomlScanner;

  constructor(text: string) {
    this.#scanner = new TomlScanner(text);
  }

  document(root: Table): void {
    let table: unknown = root;
    this.lines.set(root, 1);
    for (;;) {
      this.#scanner.skipVoid();
      if (this.#scanner.isAtEnd) return;
      if (this.#scanner.peek() === OPEN_BRACKET) table = this.#header(root);
      else this.#pair(table);
    }
  }

  /** `[a.b]` or `[[a.b]]`; the table that it opens. */
  #header(root: Table): unknown {
    const isElement = this.#scanner.peek(1) === OPEN_BRACKET;
    this.#scanner.skip(isElement ? 2 : 1);
    const key = this.#scanner.key(CLOSE_BRACKET);
    this.#scanner.skip(isElement ? 1 : 0);
    let value: unknown = root;
    for (const [index, part] of key.entries()) {
      value = member(value, part);
      this.lines.setOnce(value, this.#scanner.line);
      if (!Array.isArray(value)) continue;
      const begun = this.#begun.get(value) ?? 0;
      const isNew = isElement && index === key.length - 1;
      if (isNew) this.#begun.set(value, begun + 1);
      value = value[isNew ? begun : begun - 1];
    }
    this.lines.set(value, this.#scanner.line);
    return value;
  }

  #pair(table: unknown): void {
    let value = table;
    for (const part of this.#scanner.key(EQUALS)) {
      value = member(value, part);
      this.lines.setOnce(value, this.#scanner.line);
    }
    this.#scanner.skipBlanks();
    this.#value(value);
  }

  #value(value: unknown): void {
    const first = this.#scanner.peek();
    if (first === OPEN_BRACKET) this.#array(value);
    else if (first === OPEN_BRACE) this.#inlineTable(value);
    else if (first === QUOTE || first === APOSTROPHE) this.#scanner.string(first);
    else this.#scanner.skipScalar();
  }

  #array(array: unknown): void {
    this.lines.set(array, this.#scanner.line);
    this.#scanner.skip(1);
    for (let index = 0; this.#scanner.another(CLOSE_BRACKET); index += 1) {
      const element = Array.isArray(array) ? array[index] : undefined;
      this.lines.setElement(array, index, this.#scanner.line);
      this.#value(element);
    }
  }

  #inlineTable(table: unknown): void {
    this.lines.set(table, this.#scanner.line);
    this.#scanner.skip(1);
    while (this.#scanner.another(CLOSE_BRACE)) this.#pair(table);
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Table)[key]
    : undefined;
}

/** Locks are some four levels deep; deeper ones exist only to exhaust a reader's stack. */
const MOST_DEPTH = 64;

/** @throws LockDefect where the text is no TOML. */
export function readToml(path: string, text: string): LockTable {
  const root = parseToml(path, text);
  return new LockTable(root, tomlLines(text, root), { path, line: 1 });
}

/** @throws LockDefect where the text is no TOML. */
export function parseToml(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text, { maxDepth: MOST_DEPTH });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const why = cause.message.split('\n')[0] ?? '';
    throw new LockDefect(
      { path, line: cause.line },
      `is no TOML: ${why.replace('Invalid TOML document: ', '')}`,
    );
  }
}
