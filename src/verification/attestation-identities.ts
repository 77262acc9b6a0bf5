import type { Pin } from './pin.ts';
import { comparePins } from './pin-order.ts';
import { type PublisherObject, publisherIdentity, publisherObject } from './publisher-object.ts';
import type { VerifiedItem } from './report.ts';

/**
 * What `attestation-identities` of each package in a `pylock.toml` (PEP 751) should say: the
 * publishers of its files that verified. They are hints for others: the file's numbers are in the
 * pins, and who reads the lock must verify again.
 * @returns by project in normal form; projects without a verified publisher are left out
 */
export function attestationIdentities(
  items: readonly VerifiedItem[],
): ReadonlyMap<string, readonly PublisherObject[]> {
  const found = new Map<string, Map<string, PublisherObject>>();
  for (const { subject, verdict, identity } of items) {
    const publisher = identity && publisherObject(identity);
    if (verdict !== 'verified' || publisher === undefined || subject.project === undefined)
      continue;
    const own = found.get(subject.project) ?? new Map<string, PublisherObject>();
    own.set(JSON.stringify(publisher), publisher);
    found.set(subject.project, own);
  }
  return new Map(
    [...found].map(([project, own]) => [
      project,
      [...own].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, publisher]) => publisher),
    ]),
  );
}

/**
 * Pins of what a lock's `attestation-identities` list. They have names only: the numbers come
 * with the first verification that writes pins anew.
 * @param date the day that they count from
 */
export function pinsOfIdentities(
  project: string,
  listed: readonly PublisherObject[],
  date: string,
): readonly Pin[] {
  return listed
    .flatMap((publisher): Pin[] => {
      const identity = publisherIdentity(publisher);
      if (identity?.kind === undefined) return [];
      const { kind, repository, workflow, environment, email, projectId } = identity;
      const { pipelineDefinitionId } = identity;
      const names = { repository, workflow, email, projectId, pipelineDefinitionId };
      if (Object.values(names).every((name) => name === undefined)) return [];
      return [
        { project, kind, ...names, environment: environment ?? undefined, firstSeen: { date } },
      ];
    })
    .toSorted(comparePins);
}
