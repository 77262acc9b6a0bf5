import type { Baseline } from '../baseline.ts';
import { isPrereleaseVersion, type Release } from '../project-listing.ts';
import type { Pin } from './pin.ts';

/**
 * Whether the pins of a final release were written from pre-releases alone: each begins with one,
 * and no earlier final release is attested. They say who publishes, not how final releases are made.
 */
export function arePinsOfPrereleases(
  pins: readonly Pin[],
  { isPrerelease }: Release,
  baseline: Baseline | undefined,
): boolean {
  return (
    !isPrerelease &&
    baseline?.attested.length === 0 &&
    pins.every(({ firstSeen }) => isPrereleaseVersion(firstSeen?.version ?? ''))
  );
}
