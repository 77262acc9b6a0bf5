/**
 * The offer that an Accept header prefers (RFC 9110 12.5.1: quality first, then the order of the
 * offers); the first offer without a header, undefined where none is acceptable.
 */
export function preferred(
  accept: string | undefined,
  offers: readonly string[],
): string | undefined {
  if (accept === undefined || accept.trim() === '') return offers[0];
  const ranges = accept.split(',').map((item) => {
    const [type = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, quality: q === undefined ? 1 : Number(q.slice(2)) };
  });
  let best: string | undefined;
  let bestQuality = 0;
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges);
    if (quality > bestQuality) {
      best = offer;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(offer: string, ranges: readonly { type: string; quality: number }[]): number {
  const wildcard = `${offer.split('/', 1)[0]}/*`;
  for (const type of [offer, wildcard, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === type);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
