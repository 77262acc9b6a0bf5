const MOST_CHARACTERS = 120;

/** A value as messages show it: quoted, control characters escaped, a long one cut short. */
export function quoted(value: string | undefined): string {
  const text = value ?? '';
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return JSON.stringify(shown);
}
