/**
 * What is known of a value: a text or a truth, the beginning of a text, or nothing
 * (undefined).
 */
export type Known = string | boolean | { readonly prefix: string } | undefined;

/** Whether a value counts as true; undefined where that is not known. */
export function truth(value: Known): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value !== '' : value.prefix !== '' || undefined;
}

/** Equality as GitHub has it, which knows no case. */
export function equals(left: Known, right: Known): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'object') return couldEqual(left.prefix, right);
  if (typeof right === 'object') return couldEqual(right.prefix, left);
  return String(left).toLowerCase() === String(right).toLowerCase();
}

function couldEqual(prefix: string, other: Known): false | undefined {
  const text = typeof other === 'object' ? other.prefix : String(other);
  return begins(text, prefix) || (typeof other === 'object' && begins(prefix, text))
    ? undefined
    : false;
}

/** `startsWith(text, start)`. */
export function startsWith(text: Known, start: Known): boolean | undefined {
  if (typeof start !== 'string' || text === undefined || typeof text === 'boolean')
    return undefined;
  if (typeof text === 'string') return begins(text, start);
  if (begins(text.prefix, start)) return true;
  return begins(start, text.prefix) ? undefined : false;
}

function begins(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}
