/** How deep pydantic's JSON reader goes: a value below more arrays and objects is refused. */
const MOST_DEPTH = 200;

/**
 * Reads JSON (RFC 8259) that every reader of attestations reads alike. `JSON.parse` takes some
 * that pydantic, and with it PyPI, refuses: bytes that are no UTF-8, lone surrogates, depth
 * without end, numbers that no double holds.
 * @throws RangeError that says what is wrong, as what comes after "it"
 */
export function parseStrictJson(source: Uint8Array | string): unknown {
  const json = parse(typeof source === 'string' ? source : decode(source));
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) throw new RangeError(`is nested more than ${MOST_DEPTH} deep`);
    level = level.flatMap(within);
  }
  return json;
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
    throw new RangeError('is no JSON');
  }
}

/** What an array or object holds, after a look at the value itself. */
function within(value: unknown): readonly unknown[] {
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw new RangeError('has half a character (a lone surrogate)');
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('has a number out of range');
  }
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : Object.entries(value).flatMap(nameAndValue);
}

function nameAndValue([name, value]: [string, unknown]): readonly unknown[] {
  if (!name.isWellFormed()) throw new RangeError('has half a character (a lone surrogate)');
  return [value];
}
