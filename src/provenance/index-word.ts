import type { IndexWord } from './files/file-facts.ts';
import {
  type ListedFile,
  type ProjectListing,
  type Release,
  versionKey,
  versionText,
} from './project-listing.ts';
import type { VerificationSubject } from './subject.ts';

/** A listing in which files are found by their bytes and names at once. */
export interface ListingLookup {
  readonly listing: ProjectListing;
  wordOf(subject: VerificationSubject): IndexWord;
  /** The release of a version, however it is spelt. */
  release(version: string): Release | undefined;
}

/** Indexes a listing once, for however many files are looked for. */
export function lookupIn(listing: ProjectListing): ListingLookup {
  const bySha256 = new Map(listing.files.map((file) => [file.sha256, file]));
  const byName = new Map(listing.files.map((file) => [file.filename, file]));
  const byVersion = new Map(listing.releases.map((release) => [release.key, release]));
  const release = (version: string) => byVersion.get(versionKey(version) ?? '');
  const listed = (file: ListedFile): IndexWord => ({
    kind: 'listed',
    file,
    release: release(versionText(file.filename)),
    listing,
  });
  return {
    listing,
    release,
    wordOf: ({ sha256, filename, version }) => {
      const named = filename === undefined ? undefined : byName.get(filename);
      // Bytes first: two files may well have the same ones, and a mirror may rename.
      const same = sha256 === undefined || named?.sha256 === sha256 ? named : bySha256.get(sha256);
      if (same !== undefined) return listed(same);
      if (named?.sha256 !== undefined) return { kind: 'other-bytes', file: named, listing };
      // Without a SHA-256 the index says nothing about bytes: evidence of its own may.
      if (named !== undefined) return listed(named);
      const own = version === undefined ? undefined : release(version);
      return filename === undefined && own?.files.some((file) => file.sha256 === undefined)
        ? { kind: 'unavailable', reason: unhashed(own) }
        : { kind: 'gone', listing };
    },
  };
}

const unhashed = ({ version }: Release): string =>
  `The index lists files of release ${version} without a SHA-256, so whether it has this file cannot be checked.`;
