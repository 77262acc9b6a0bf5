import { sizeText } from '../text/size-text.ts';
import type { JsonLimits } from './limits.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A text is looked at in pieces of this many characters. */
const PIECE = 64 * 1024;

/**
 * Looks through JSON for what makes it dear to parse, before it is parsed: in one pass over the
 * bytes, without memory. Whether it is JSON at all, the parser finds out.
 * @throws TooMuch that says what there is too much of, as what comes after "it"
 */
export function checkJsonLimits(source: Uint8Array | string, limits: JsonLimits): void {
  const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
  if (bytes > limits.bytes) throw new TooMuch(`is longer than ${sizeText(limits.bytes)}`);
  const meter = new JsonMeter(limits);
  if (typeof source !== 'string') meter.read(source);
  else {
    // A pair of surrogates that is cut in two becomes other characters, but no mark of JSON.
    for (let start = 0; start < source.length; start += PIECE) {
      meter.read(Buffer.from(source.slice(start, start + PIECE)));
    }
  }
}

class JsonMeter {
  readonly #limits: JsonLimits;
  #depth = 0;
  #values = 0;
  #isText = false;
  #isEscaped = false;

  constructor(limits: JsonLimits) {
    this.#limits = limits;
  }

  read(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (!this.#isText) this.#mark(byte);
      else if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isText = false;
    }
  }

  #mark(byte: number | undefined): void {
    if (byte === QUOTE) this.#isText = true;
    else if (byte === COMMA) this.#count();
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#open();
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) this.#depth -= 1;
  }

  #open(): void {
    const { depth } = this.#limits;
    if (this.#depth > depth) throw new TooMuch(`is nested more than ${depth} deep`);
    this.#depth += 1;
    this.#count();
  }

  /** Each element and member but the first has a comma; the first is counted with what holds it. */
  #count(): void {
    this.#values += 1;
    if (this.#values > this.#limits.values) {
      throw new TooMuch(`has more than ${this.#limits.values.toLocaleString('en-US')} values`);
    }
  }
}

/** More of something than any honest writer writes: asking again would bring the same. */
export class TooMuch extends RangeError {
  override readonly name = 'TooMuch';
}
