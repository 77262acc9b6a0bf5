const DAY = 86_400_000;

/**
 * How long ago something happened, as people say it.
 * @param time RFC 3339; anything else, or the future, gives undefined
 * @param now milliseconds since the epoch
 */
export function ageText(time: string | undefined, now: number): string | undefined {
  const then = Date.parse(time ?? '');
  if (!(then <= now)) return undefined;
  const days = Math.floor((now - then) / DAY);
  if (days < 1) return 'less than a day ago';
  if (days < 61) return ago(days, 'day');
  if (days < 731) return ago(Math.floor(days / 30.44), 'month');
  return ago(Math.floor(days / 365.25), 'year');
}

function ago(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
