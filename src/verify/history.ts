import type { Baseline } from '../provenance/baseline.ts';
import { isSamePublisher } from '../provenance/checks/identity.ts';
import { DAY_MS } from '../provenance/day.ts';
import type { HistoryWord } from '../provenance/files/file-facts.ts';
import type { Identity } from '../provenance/identity/identity.ts';
import type { Policy } from '../provenance/policy/policy.ts';
import type { Release } from '../provenance/project-listing.ts';
import type { PublisherRun } from '../provenance/report.ts';
import type { Publisher, ReleasePublishers } from './release-publishers.ts';

/** Earlier releases in which a publisher is looked for. */
const MOST_LOOKED_AT = 8;

/** What a file is compared with. */
export interface HistoryQuestion {
  readonly baseline: Baseline;
  /** Who published the file, verified; undefined where it has no provenance. */
  readonly own: Identity | undefined;
  /** The releases that were locked before the change. */
  readonly before: readonly Release[];
}

/** What a run looks back with. */
export interface HistoryRun {
  readonly publishers: ReleasePublishers;
  readonly depth: number;
  readonly policy: Policy['history'];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Proven = Extract<Publisher, { kind: 'proven' }>;

/**
 * Looks for the file's publisher among those who are known, one file of each release. What the
 * index says of them is only a claim; it is verified where it would matter: where it differs
 * from the file's own publisher, where the file has none, and where a publisher is to be pinned.
 */
export async function readHistory(
  { baseline, own, before }: HistoryQuestion,
  run: HistoryRun,
): Promise<HistoryWord> {
  const locked = await lockedBefore(before, own, run);
  if (locked?.kind === 'same' && run.depth <= 1) return locked.word;
  const other = locked?.kind === 'other' ? locked.release : undefined;
  const looked =
    own === undefined
      ? await firstProven(baseline.attested, run)
      : await knownPublisher(established(baseline.measure, run), own, {
          ...run,
          // What was in use proves another publisher: a claim is not enough.
          isClaimEnough: run.depth <= 1 && other === undefined,
        });
  const found = looked.kind === 'proven' ? looked : (other ?? looked);
  if (found.kind !== 'proven') return found;
  const { identity, version } = found;
  const agree = await agreeing(found, baseline.measure, run);
  return { kind: 'proven', identity, version, run: agree, before: other };
}

/**
 * Releases that make their publisher known: there were some releases since, and some days have
 * passed. In a young project its oldest one does.
 */
function established(measure: readonly Release[], { policy, now }: HistoryRun): readonly Release[] {
  const old = measure
    .slice(Math.max(0, policy.knownReleases - 1))
    .filter(({ startedAt }) => startedAt === undefined || isOld(startedAt, policy, now));
  return old.length > 0 ? old : measure.slice(-1);
}

const isOld = (time: number, { knownDays }: Policy['history'], now: number): boolean =>
  now - time >= knownDays * DAY_MS;

/**
 * Asks releases, the newest first, until one is by the file's publisher.
 * @returns that one, or else the newest that is proven
 */
async function knownPublisher(
  releases: readonly Release[],
  own: Identity,
  { publishers, isClaimEnough, policy, now }: HistoryRun & { readonly isClaimEnough: boolean },
): Promise<Publisher> {
  let newest: Proven | undefined;
  let failed: Publisher = { kind: 'unproven' };
  for (const release of sample(releases)) {
    // Without a time of the index only the log's tells how old a release is.
    const isTimed = release.startedAt !== undefined;
    const found = await publishers.of(release, isTimed && isClaimEnough ? own : undefined);
    if (found.kind === 'claimed') return found;
    if (found.kind !== 'proven') {
      failed = found;
      continue;
    }
    const isLast = release === releases.at(-1);
    if (!isTimed && !isLast && !isOld(found.time, policy, now)) continue;
    if (isSamePublisher(found.identity, own)) return found;
    newest ??= found;
  }
  return newest ?? failed;
}

/** The newest ones, and the others at even distances. */
function sample(releases: readonly Release[]): readonly Release[] {
  if (releases.length <= MOST_LOOKED_AT) return releases;
  const half = MOST_LOOKED_AT / 2;
  const rest = releases.slice(half);
  const step = (rest.length - 1) / (half - 1);
  const spread = Array.from({ length: half }, (_, index) => rest[Math.round(index * step)]);
  return [...releases.slice(0, half), ...spread.filter((one) => one !== undefined)];
}

/** For a file without provenance: that there was some, proved by one of a few releases. */
async function firstProven(
  releases: readonly Release[],
  { publishers }: HistoryRun,
): Promise<Publisher> {
  let failed: Publisher = { kind: 'unproven' };
  for (const release of releases.slice(0, 3)) {
    const found = await publishers.of(release);
    if (found.kind === 'proven') return found;
    failed = found;
  }
  return failed;
}

type Locked =
  | { readonly kind: 'same'; readonly word: HistoryWord }
  | { readonly kind: 'other'; readonly release: Proven };

/** Who published what was locked before the change. */
async function lockedBefore(
  before: readonly Release[],
  own: Identity | undefined,
  { publishers }: HistoryRun,
): Promise<Locked | undefined> {
  if (own === undefined) return undefined;
  let other: Proven | undefined;
  for (const release of before.slice(0, 3)) {
    const found = await publishers.of(release, own);
    if (found.kind === 'claimed') return { kind: 'same', word: found };
    if (found.kind !== 'proven') continue;
    if (isSamePublisher(found.identity, own)) {
      return { kind: 'same', word: { ...found, run: single(found) } };
    }
    other ??= found;
  }
  return other && { kind: 'other', release: other };
}

const single = ({ time, version, logIndex }: Proven): PublisherRun => ({
  agreeing: 1,
  since: new Date(time).toISOString(),
  version,
  logIndex,
});

/** The releases, as far as they are looked at, that have the publisher who was found. */
async function agreeing(
  found: Proven,
  measure: readonly Release[],
  { publishers, depth }: HistoryRun,
): Promise<PublisherRun> {
  if (depth <= 1) return single(found);
  const looked = await Promise.all(measure.slice(0, depth).map((one) => publishers.of(one)));
  const own = looked
    .filter((one) => one.kind === 'proven')
    .filter((one) => isSamePublisher(one.identity, found.identity));
  // Looked at from the newest to the oldest.
  return { ...single(own.at(-1) ?? found), agreeing: Math.max(1, own.length) };
}
