/**
 * An output without secrets. One that is JSON stays JSON: the texts in it are looked at, not their
 * escaped form.
 */
export function hiddenOutput(value: string, hide: (text: string) => string): string {
  if (hide(value) === value) return value;
  try {
    const hidden = (_key: string, part: unknown) => (typeof part === 'string' ? hide(part) : part);
    return JSON.stringify(JSON.parse(value, hidden));
  } catch {
    return hide(value);
  }
}
