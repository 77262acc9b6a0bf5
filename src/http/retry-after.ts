/**
 * How long a server asks to wait (RFC 9110 10.2.3): seconds, or a date.
 * @returns milliseconds from `now`, or undefined where the header says nothing usable
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
