/** More differences than this are another word. */
const MOST_DIFFERENCES = 3;

/** The candidate that `text` was most likely meant to be. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = text.slice(0, 64).toLowerCase().replaceAll('_', '-');
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: differences(wanted, candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best && best.distance <= Math.min(MOST_DIFFERENCES, wanted.length / 2)) return best.candidate;
  return wanted.length < 3
    ? undefined
    : candidates.find((candidate) => candidate.startsWith(wanted) || candidate.endsWith(wanted));
}

/** Levenshtein's distance, one row at a time. */
function differences(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, x] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, y] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (x === y ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
