/** A place in a JSON value. */
export type JsonPath = readonly (string | number)[];

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Every place in a value but the value itself, outer places first. */
export function pathsOf(value: Json, from: JsonPath = []): JsonPath[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return entries.flatMap(([key, item]) => [[...from, key], ...pathsOf(item, [...from, key])]);
}

export function valueAt(value: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    at = (at as Record<string | number, Json> | undefined)?.[key];
  }
  return at;
}

/** A copy with another value at one place; undefined takes the place away. */
export function withValueAt(value: Json, path: JsonPath, replacement: Json | undefined): Json {
  const copy = structuredClone(value);
  const last = path.at(-1);
  const parent = valueAt(copy, path.slice(0, -1));
  if (last === undefined || typeof parent !== 'object' || parent === null) {
    throw new TypeError(`there is no ${path.join('.')}`);
  }
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1, ...(replacement === undefined ? [] : [replacement]));
  } else if (replacement === undefined) {
    delete parent[last];
  } else {
    parent[last] = replacement;
  }
  return copy;
}
