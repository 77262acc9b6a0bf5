import type { Baseline } from '../baseline.ts';
import type { Identity } from '../identity/identity.ts';
import type { ListedFile, ProjectListing, Release } from '../project-listing.ts';
import type { PublisherRun } from '../report.ts';
import type { VerificationSubject } from '../subject.ts';
import type { FileEvidence } from './file-evidence.ts';

/** What the index that gives evidence says of a file. */
export type IndexWord =
  | {
      readonly kind: 'listed';
      readonly file: ListedFile;
      readonly release: Release | undefined;
      readonly listing: ProjectListing;
    }
  /** The index has the project, and not these bytes. */
  | { readonly kind: 'gone'; readonly listing: ProjectListing }
  /** The index has other bytes under the file's name. */
  | { readonly kind: 'other-bytes'; readonly file: ListedFile; readonly listing: ProjectListing }
  | { readonly kind: 'missing-project' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** Offline, and nothing that was packed tells. */
  | { readonly kind: 'not-asked' };

/** How the index that files come from compares with the one that gives evidence. */
export type OwnIndexWord =
  /** They are one. */
  | { readonly kind: 'same' }
  | { readonly kind: 'has-file'; readonly title: string; readonly passesProvenance: boolean }
  | { readonly kind: 'without-file'; readonly title: string }
  | { readonly kind: 'unknown' };

/** A release, and who published it, verified. */
export interface ReleasePublisher {
  readonly identity: Identity;
  readonly version: string;
}

/** What earlier releases prove, where somebody looked. */
export type HistoryWord =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  /**
   * An earlier release that makes a publisher known says that it has the file's own one. Only
   * what differs is worth verifying.
   */
  | { readonly kind: 'claimed'; readonly version: string }
  /** What the index called evidence does not verify. */
  | { readonly kind: 'unproven' }
  | {
      readonly kind: 'proven';
      /** The file's own publisher where it is known, otherwise the newest one that is. */
      readonly identity: Identity;
      /** Its release. */
      readonly version: string;
      /** The earlier releases that verified and have that publisher. */
      readonly run: PublisherRun;
      /** The release that was locked before the change, where it has another publisher. */
      readonly before?: ReleasePublisher | undefined;
    };

/** Everything that is known of one file, before it is judged. */
export interface FileFacts {
  readonly subject: VerificationSubject;
  readonly index: IndexWord;
  readonly ownIndex: OwnIndexWord;
  readonly evidence: FileEvidence;
  readonly baseline: Baseline | undefined;
  readonly history: HistoryWord;
}
