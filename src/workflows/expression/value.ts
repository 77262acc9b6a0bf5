/**
 * What is known of a value: a text or a truth, the beginning of a text, what it is one of, or
 * nothing (undefined).
 */
export type Known =
  | string
  | boolean
  | { readonly prefix: string }
  | { readonly oneOf: readonly string[] }
  | undefined;

/** Whether a value counts as true; undefined where that is not known. */
export function truth(value: Known): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value !== '';
  if ('oneOf' in value) return agreed(value.oneOf, truth);
  return value.prefix !== '' || undefined;
}

/** Equality as GitHub has it, which knows no case. */
export function equals(left: Known, right: Known): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'object' && 'oneOf' in left) {
    return agreed(left.oneOf, (each) => equals(each, right));
  }
  if (typeof right === 'object' && 'oneOf' in right) return equals(right, left);
  if (typeof left === 'object') return couldEqual(left.prefix, right);
  if (typeof right === 'object') return couldEqual(right.prefix, left);
  return String(left).toLowerCase() === String(right).toLowerCase();
}

function couldEqual(
  prefix: string,
  other: string | boolean | { readonly prefix: string },
): false | undefined {
  const text = typeof other === 'object' ? other.prefix : String(other);
  const isPossible = begins(text, prefix) || (typeof other === 'object' && begins(prefix, text));
  return isPossible ? undefined : false;
}

/** `startsWith(text, start)`. */
export function startsWith(text: Known, start: Known): boolean | undefined {
  if (typeof start !== 'string' || text === undefined || typeof text === 'boolean')
    return undefined;
  if (typeof text === 'string') return begins(text, start);
  if ('oneOf' in text) return agreed(text.oneOf, (each) => begins(each, start));
  if (begins(text.prefix, start)) return true;
  return begins(start, text.prefix) ? undefined : false;
}

/** `contains(text, part)`; that a branch is named like a ref is not reckoned with. */
export function contains(text: Known, part: Known): boolean | undefined {
  if (typeof part !== 'string' || text === undefined || typeof text === 'boolean') return undefined;
  if (typeof text === 'string') return text.toLowerCase().includes(part.toLowerCase());
  if ('oneOf' in text) return agreed(text.oneOf, (each) => contains(each, part));
  if (text.prefix.toLowerCase().includes(part.toLowerCase())) return true;
  return part.startsWith('refs/') ? startsWith(text, part) : undefined;
}

/** What is true of every one of the values; undefined where they differ. */
function agreed(
  values: readonly string[],
  judge: (value: string) => boolean | undefined,
): boolean | undefined {
  const verdicts = new Set(values.map(judge));
  return verdicts.size === 1 ? [...verdicts][0] : undefined;
}

function begins(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}
