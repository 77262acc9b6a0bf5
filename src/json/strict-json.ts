import type { JsonLimits } from './limits.ts';
import { checkJsonLimits } from './meter.ts';

/** What is said of a text that no parser takes. */
export const NO_JSON = 'is no JSON';

/** How deep pydantic's JSON reader goes: a value below more arrays and objects is refused. */
const MOST_DEPTH = 200;

/**
 * Reads JSON (RFC 8259) that every reader of attestations reads alike. `JSON.parse` takes some
 * that pydantic, and with it PyPI, refuses: bytes that are no UTF-8, lone surrogates, depth
 * without end, numbers that no double holds.
 * @throws RangeError that says what is wrong, or too much, as what comes after "it"
 */
export function parseStrictJson(source: Uint8Array | string, limits: JsonLimits): unknown {
  checkJsonLimits(source, limits);
  const json = parse(typeof source === 'string' ? source : decode(source));
  checkValue(json, 0);
  return json;
}

/**
 * Reads JSON as `JSON.parse` does, up to limits.
 * @throws RangeError that says what is wrong, or too much, as what comes after "it"
 */
export function parseJson(source: Uint8Array | string, limits: JsonLimits): unknown {
  checkJsonLimits(source, limits);
  return parse(
    typeof source === 'string'
      ? source
      : Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('utf8'),
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError('is not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError(NO_JSON);
  }
}

/** Looks at a value and all that it holds; how deep that goes was bounded before it was parsed. */
function checkValue(value: unknown, depth: number): void {
  if (depth > MOST_DEPTH) throw new RangeError(`is nested more than ${MOST_DEPTH} deep`);
  if (typeof value === 'string') checkText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('has a number out of range');
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) checkValue(element, depth + 1);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    checkText(name);
    checkValue(member, depth + 1);
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) throw new RangeError('has half a character (a lone surrogate)');
}
