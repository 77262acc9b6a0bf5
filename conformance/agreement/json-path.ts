/** Where a value is in a JSON document: names and places, from the outside inwards. */
export type Path = readonly (string | number)[];

/** Every value of a document with its path, the document itself first. */
export function* values(document: unknown, path: Path = []): Generator<[Path, unknown]> {
  yield [path, document];
  if (Array.isArray(document)) {
    for (const [place, item] of document.entries()) {
      yield* values(item, [...path, place]);
    }
  } else if (typeof document === 'object' && document !== null) {
    for (const [name, value] of Object.entries(document)) {
      yield* values(value, [...path, name]);
    }
  }
}

export function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
  }
  return value;
}

/** A copy in which the object or array that holds `path` is changed. */
export function changed(
  document: unknown,
  path: Path,
  change: (holder: Record<string | number, unknown>, last: string | number) => void,
): unknown {
  const copy = structuredClone(document);
  const last = path.at(-1);
  if (last !== undefined) {
    change(valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>, last);
  }
  return copy;
}

/** A copy with another value at `path`. */
export function replaced(document: unknown, path: Path, value: unknown): unknown {
  return path.length === 0
    ? value
    : changed(document, path, (holder, last) => {
        holder[last] = value;
      });
}

/** A copy without the value at `path`. */
export function dropped(document: unknown, path: Path): unknown {
  return changed(document, path, (holder, last) => {
    if (Array.isArray(holder)) {
      holder.splice(Number(last), 1);
    } else {
      delete holder[last];
    }
  });
}

export const pathText = (path: Path): string => path.join('.');

/** A copy of an object without some members. */
export function without(object: object, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
