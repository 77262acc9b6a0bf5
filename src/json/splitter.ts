import type { JsonLimits } from './limits.ts';
import { TooMuch } from './meter.ts';
import { parseJson } from './strict-json.ts';

const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
/** With what a value begins. */
const STARTS: ReadonlySet<number> = new Set(Buffer.from('"[{-0123456789tfn'));
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const NAME: JsonLimits = { bytes: 1024, depth: 0, values: 1 };

/** What is to become of the members of an object. */
export interface SplitParts {
  /** How much of a member is read; undefined for one that is passed over. */
  limits(name: string): JsonLimits | undefined;
  member(name: string, value: unknown): void;
  /** Of which member, where it is an array, each element is read on its own, and how much of it. */
  readonly list: string;
  readonly elementLimits: JsonLimits;
  /** The list begins; where it comes twice the last one counts, as for every reader of JSON. */
  startList(): void;
  element(value: unknown): void;
}

type Expected = 'object' | 'first-name' | 'name' | 'colon' | 'value' | 'comma' | 'end';

/**
 * Takes an object of JSON apart as its bytes come: a document of a hundred megabytes is never held,
 * only the value that is being read. Of what is passed over only quotes and brackets are looked at.
 */
export class JsonSplitter {
  readonly #parts: SplitParts;
  #expected: Expected = 'object';
  #name = '';
  #isInList = false;
  /** A value that has begun: what kind, how deep in it we are, and what of it came in earlier chunks. */
  #value: 'none' | 'text' | 'word' | 'nest' = 'none';
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  #limits: JsonLimits | undefined;
  #earlier: Buffer[] = [];
  #earlierBytes = 0;

  constructor(parts: SplitParts) {
    this.#parts = parts;
  }

  /** @throws RangeError that says what is wrong, or too much, as what comes after "it" */
  push(chunk: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#value === 'word' && isEndOfWord(byte)) {
        this.#finish(chunk.subarray(start, at));
      }
      if (this.#value === 'none') {
        if (!SPACES.has(byte) && this.#structure(byte)) start = at;
      } else if (this.#isLastOfValue(byte)) {
        this.#finish(chunk.subarray(start, at + 1));
      }
    }
    if (this.#value !== 'none') this.#keep(chunk.subarray(start));
  }

  /** @throws RangeError where the object is not whole */
  end(): void {
    if (this.#expected !== 'end') throw broken();
  }

  /** A byte between values. @returns whether a value begins with it */
  #structure(byte: number): boolean {
    const list = this.#isInList;
    switch (this.#expected) {
      case 'object':
        if (byte !== OPEN_OBJECT) throw broken();
        this.#expected = 'first-name';
        return false;
      case 'first-name':
        if (byte === (list ? CLOSE_ARRAY : CLOSE_OBJECT)) return this.#close();
        return list ? this.#begin(byte) : this.#beginName(byte);
      case 'name':
        return this.#beginName(byte);
      case 'colon':
        if (byte !== COLON) throw broken();
        this.#expected = 'value';
        return false;
      case 'value':
        if (byte !== OPEN_ARRAY || list || this.#name !== this.#parts.list) {
          return this.#begin(byte);
        }
        this.#isInList = true;
        this.#expected = 'first-name';
        this.#parts.startList();
        return false;
      case 'comma':
        if (byte === (list ? CLOSE_ARRAY : CLOSE_OBJECT)) return this.#close();
        if (byte !== COMMA) throw broken();
        this.#expected = list ? 'value' : 'name';
        return false;
      case 'end':
        throw broken();
    }
  }

  #close(): false {
    this.#expected = this.#isInList ? 'comma' : 'end';
    this.#isInList = false;
    return false;
  }

  #beginName(byte: number): true {
    if (byte !== QUOTE) throw broken();
    this.#expected = 'name';
    this.#limits = NAME;
    this.#value = 'text';
    return true;
  }

  #begin(byte: number): true {
    if (!STARTS.has(byte)) throw broken();
    this.#expected = 'value';
    this.#limits = this.#isInList ? this.#parts.elementLimits : this.#parts.limits(this.#name);
    const isNest = byte === OPEN_ARRAY || byte === OPEN_OBJECT;
    this.#value = isNest ? 'nest' : byte === QUOTE ? 'text' : 'word';
    this.#depth = isNest ? 1 : 0;
    return true;
  }

  #isLastOfValue(byte: number): boolean {
    if (this.#value === 'word') return false;
    if (this.#value === 'text' || this.#isText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#isText = false;
        return this.#value === 'text';
      }
      return false;
    }
    if (byte === QUOTE) this.#isText = true;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.#depth -= 1;
    return this.#depth === 0;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#limits === undefined) return;
    this.#earlierBytes += bytes.length;
    if (this.#earlierBytes > this.#limits.bytes) {
      throw new TooMuch(`has a "${this.#name}" that is longer than any is`);
    }
    // A chunk is not ours to keep.
    this.#earlier.push(Buffer.from(bytes));
  }

  #finish(last: Uint8Array): void {
    const limits = this.#limits;
    const bytes = this.#earlier.length > 0 ? Buffer.concat([...this.#earlier, last]) : last;
    this.#value = 'none';
    this.#earlier = [];
    this.#earlierBytes = 0;
    if (this.#expected === 'name') {
      this.#name = String(parseJson(bytes, NAME));
      this.#expected = 'colon';
      return;
    }
    this.#expected = 'comma';
    if (limits === undefined) return;
    const value = parseJson(bytes, limits);
    if (this.#isInList) this.#parts.element(value);
    else this.#parts.member(this.#name, value);
  }
}

function isEndOfWord(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || SPACES.has(byte);
}

function broken(): RangeError {
  return new RangeError('is no JSON');
}
