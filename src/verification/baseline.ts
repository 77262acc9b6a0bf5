import type { ProjectListing, Release } from './project-listing.ts';

/** What the releases before one say about it, by the index's word alone. */
export interface Baseline {
  /** Earlier releases with provenance, the newest first. */
  readonly attested: readonly Release[];
  /** The newest of them. */
  readonly last: Release | undefined;
  /**
   * Where the run of releases without provenance began that ends with this one; milliseconds
   * since the epoch. Backports to old lines make short runs, a project that gave up attesting
   * years ago a long one.
   */
  readonly lostSince: number | undefined;
}

/** Looks back from a release over all that were started before it. */
export function baselineOf(listing: ProjectListing, release: Release): Baseline {
  const earlier = listing.releases.filter(
    ({ startedAt }) =>
      startedAt !== undefined && release.startedAt !== undefined && startedAt < release.startedAt,
  );
  const attested = earlier.filter((one) => one.attested > 0).toReversed();
  const [last] = attested;
  const lost = earlier.filter(
    ({ startedAt }) => last?.startedAt !== undefined && (startedAt ?? 0) > last.startedAt,
  );
  return { attested, last, lostSince: (lost[0] ?? release).startedAt };
}
