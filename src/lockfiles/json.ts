import { JSON_LIMITS } from '../json/limits.ts';
import { NO_JSON, parseStrictJson } from '../json/strict-json.ts';
import { LockDefect } from './lock-document.ts';
import { Lines, LockTable } from './lock-table.ts';

/** @throws LockDefect where the text is no JSON object. */
export function readJson(path: string, text: string): LockTable {
  const place = { path, line: 1 };
  const root = parsed(path, text);
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    throw new LockDefect(place, 'is no JSON object');
  }
  return new LockTable(root, jsonLines(text, root), place);
}

function parsed(path: string, text: string): unknown {
  try {
    return parseStrictJson(text, JSON_LIMITS.lock);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const line = cause.message === NO_JSON ? brokenLine(text) : 1;
    throw new LockDefect({ path, line }, cause.message);
  }
}

/** V8 says where it gave up; the last line where it does not. */
function brokenLine(text: string): number {
  try {
    JSON.parse(text);
    return 1;
  } catch (cause) {
    const [, position] = /at position ([0-9]+)/.exec(String(cause)) ?? [];
    return text.slice(0, position === undefined ? undefined : Number(position)).split('\n').length;
  }
}

/**
 * Finds the line of every object and list of a JSON text.
 * @param text Valid JSON, nested no deeper than a stack can hold.
 * @param root What a parser made of it.
 */
export function jsonLines(text: string, root: unknown): Lines {
  const walk = new Walk(text);
  walk.value(root);
  return walk.lines;
}

/** What stands between values; `:` is one of them only where a value follows. */
const BETWEEN = /[\s,:]*/y;
const STRING_END = /["\\]/g;
const SCALAR = /[^\s,:\]}]*/y;

class Walk {
  readonly lines = new Lines();
  readonly #text: string;
  #position = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  value(value: unknown): void {
    this.#skipBetween();
    const first = this.#text[this.#position];
    if (first === '[') this.#array(value);
    else if (first === '{') this.#object(value);
    else if (first === '"') this.#string();
    else this.#position += matched(SCALAR, this.#text, this.#position).length;
  }

  #array(array: unknown): void {
    this.lines.set(array, this.#line);
    this.#position += 1;
    for (let index = 0; this.#another(']'); index += 1) {
      this.lines.setElement(array, index, this.#line);
      this.value(Array.isArray(array) ? array[index] : undefined);
    }
  }

  #object(object: unknown): void {
    this.lines.set(object, this.#line);
    this.#position += 1;
    while (this.#another('}')) {
      const start = this.#position;
      const line = this.#line;
      this.#string();
      const key: unknown = JSON.parse(this.#text.slice(start, this.#position));
      const value = member(object, String(key));
      this.value(value);
      // What a person looks for is the name, which may stand on a line before its value.
      this.lines.set(value, line);
    }
  }

  #another(end: ']' | '}'): boolean {
    this.#skipBetween();
    if (this.#position >= this.#text.length) return false;
    if (this.#text[this.#position] !== end) return true;
    this.#position += 1;
    return false;
  }

  #string(): void {
    let position = this.#position + 1;
    for (;;) {
      STRING_END.lastIndex = position;
      const found = STRING_END.exec(this.#text);
      if (found === null) {
        this.#position = this.#text.length;
        return;
      }
      position = found.index + (found[0] === '\\' ? 2 : 1);
      if (found[0] === '"') break;
    }
    this.#position = position;
  }

  #skipBetween(): void {
    const between = matched(BETWEEN, this.#text, this.#position);
    for (const character of between) if (character === '\n') this.#line += 1;
    this.#position += between.length;
  }
}

function matched(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? '';
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
