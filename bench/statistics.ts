/** The middle of some numbers, of which there must be one; of an even count the mean of both. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length - 1 - middle];
  if (upper === undefined || lower === undefined) throw new RangeError('the median of nothing');
  return (upper + lower) / 2;
}

/** The median of each number divided by its partner's: what changed between rounds cancels out. */
export function pairRatio(numbers: readonly number[], partners: readonly number[]): number {
  return median(numbers.map((number, at) => number / (partners[at] ?? Number.NaN)));
}
