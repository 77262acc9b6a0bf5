import type { ProjectListing, Release } from './project-listing.ts';

/** What the releases before one say about it, by the index's word alone. */
export interface Baseline {
  /** Earlier releases with provenance that measure this one, the newest first. */
  readonly attested: readonly Release[];
  /** The newest of them. */
  readonly last: Release | undefined;
  /**
   * Earlier releases whose publishers are known publishers of this one, the newest first. Without
   * yanked ones: whoever publishes as somebody else yanks it again.
   */
  readonly measure: readonly Release[];
  /** Whether `measure` holds pre-releases because no earlier release of the kind is attested. */
  readonly isSubstitute: boolean;
  /**
   * Where the run of releases without provenance began that ends with this one; milliseconds
   * since the epoch. Backports to old lines make short runs, a project that gave up attesting
   * years ago a long one. A maintenance line, and pre-releases, can have a run of their own.
   */
  readonly lostSince: number | undefined;
  /** How releases were ordered: without upload times, by their versions. */
  readonly order: ProjectListing['order'];
}

/**
 * Looks back from a release over all that were started before it. Pre-releases are no measure for a
 * final release: they are often made by another workflow, and anybody may publish a decoy.
 * @param minAttested how many releases make a habit
 */
export function baselineOf(
  listing: ProjectListing,
  release: Release,
  minAttested: number,
): Baseline {
  const before = earlierThan(listing, release);
  const earlier = before.filter((one) => release.isPrerelease || !one.isPrerelease);
  const attested = earlier.filter(isAttested).toReversed();
  const isSubstitute = attested.length === 0;
  const publishers = isSubstitute ? before.filter(isAttested).toReversed() : attested;
  const kept = publishers.filter(({ isYanked }) => !isYanked);
  return {
    attested,
    last: attested[0],
    measure: kept.length > 0 ? kept : publishers,
    isSubstitute,
    lostSince: lostSince(release, earlier, Math.max(1, minAttested)),
    order: listing.order,
  };
}

const isAttested = ({ attested }: Release): boolean => attested > 0;

function earlierThan({ releases, order }: ProjectListing, release: Release): readonly Release[] {
  const at = releases.findIndex(({ key }) => key === release.key);
  const before = releases.slice(0, Math.max(0, at));
  const { startedAt } = release;
  if (order === 'version' || startedAt === undefined) return before;
  return before.filter((one) => one.startedAt !== undefined && one.startedAt < startedAt);
}

/** The longest run counts: that of all releases, or that of a line that is published otherwise. */
function lostSince(
  release: Release,
  earlier: readonly Release[],
  minAttested: number,
): number | undefined {
  const runs = [unattestedRun(earlier), ...habits(release, earlier, minAttested)];
  const starts = runs.flatMap((run) => (run[0] ?? release).startedAt ?? []);
  return starts.toSorted((a, b) => a - b)[0];
}

/**
 * Runs without provenance of the release's own lines (`1` and `1.4` of 1.4.2), and of pre-releases.
 * Only what came after the project began to attest counts, and one release is no habit.
 */
function habits(
  release: Release,
  earlier: readonly Release[],
  minAttested: number,
): readonly (readonly Release[])[] {
  const begun = earlier.filter(isAttested)[minAttested - 1];
  if (begun === undefined) return [];
  const since = earlier
    .slice(earlier.indexOf(begun) + 1)
    .filter(({ isPrerelease }) => isPrerelease === release.isPrerelease);
  const groups = release.lines.map((line) => since.filter(({ lines }) => lines.includes(line)));
  return [...groups, ...(release.isPrerelease ? [since] : [])]
    .map(unattestedRun)
    .filter((run) => run.length >= minAttested);
}

/** The releases at the end that have no provenance. */
function unattestedRun(releases: readonly Release[]): readonly Release[] {
  return releases.slice(releases.findLastIndex(isAttested) + 1);
}
