/** A text as a TOML basic string. */
export function tomlString(text: string): string {
  // JSON's escapes are TOML's, but for the one control character that JSON leaves alone.
  return JSON.stringify(text.toWellFormed()).replaceAll('\u007f', '\\u007f');
}

/** An id as a number where TOML holds it exactly, else as a string. */
export function tomlId(id: string): string {
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? id : tomlString(id);
}
