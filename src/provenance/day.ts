/** A day, in milliseconds. */
export const DAY_MS = 86_400_000;

/** A moment's day in UTC, `2026-11-22`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** How long ago, in words: `3 hours`, `12 days`, `2 years`. */
export function ageText(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  if (days < 2) return count(Math.max(0, Math.floor(ms / 3_600_000)), 'hour');
  return days < 730 ? count(days, 'day') : count(Math.floor(days / 365), 'year');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
