import type { VerifiedItem } from '../report.ts';
import { publisherObject } from './publisher-object.ts';

/** An entry of PEP 751's list. */
type ListedIdentity = NonNullable<ReturnType<typeof publisherObject>>;

/**
 * What `attestation-identities` of each package in a `pylock.toml` (PEP 751) should say: the
 * publishers of its files that verified. They are hints for others: the file's numbers are in the
 * pins, and who reads the lock must verify again.
 * @returns by project in normal form; projects without a verified publisher are left out
 */
export function attestationIdentities(
  items: readonly VerifiedItem[],
): ReadonlyMap<string, readonly ListedIdentity[]> {
  const found = new Map<string, Map<string, ListedIdentity>>();
  for (const { subject, verdict, identity } of items) {
    const publisher = identity && publisherObject(identity);
    if (verdict !== 'verified' || publisher === undefined || subject.project === undefined)
      continue;
    const own = found.get(subject.project) ?? new Map<string, ListedIdentity>();
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
