import type { Place } from '../lockfiles/lock-document.ts';

/** Where the demand to verify something comes from. */
export type SubjectOrigin = 'file' | 'requirement' | 'lock' | 'report' | 'environment' | 'bundle';

/** One thing to verify: a file of an index, or whatever somebody takes for one. */
export interface VerificationSubject {
  readonly from: SubjectOrigin;
  /** The normal form (PEP 503). Undefined for a plain file with a bundle. */
  readonly project?: string | undefined;
  /** As written. */
  readonly version?: string | undefined;
  /** Undefined where there is only a hash, or only a release. */
  readonly filename?: string | undefined;
  /** Lower-case hex; undefined where nothing binds the subject to bytes. */
  readonly sha256?: string | undefined;
  /** Where a hash of another algorithm binds it: that one, `algorithm:digest`. */
  readonly otherHash?: string | undefined;
  /** Whether the change under review took the SHA-256 that bound it. */
  readonly lostHash?: boolean | undefined;
  /** Where the bytes lie, for files at hand. */
  readonly path?: string | undefined;
  /** Where the subject is named. */
  readonly at?: Place | undefined;
  /** The index that the lock names, where it names one. */
  readonly indexUrl?: string | undefined;
  /** Why there can be no provenance on an index, such as `git+https://…`: text for people. */
  readonly elsewhere?: string | undefined;
  /** The versions of the project that were locked before the change, where one is verified. */
  readonly versionsBefore?: readonly string[] | undefined;
  /** Projects that came from an index before the change under review, and whose place it takes. */
  readonly movedFrom?: readonly string[] | undefined;
  /** PEP 751's `attestation-identities`: hints, not proof. */
  readonly attestationIdentities?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Whether somebody depends on it by name, where that is known. */
  readonly direct?: boolean | undefined;
  /** Whether an installer would build it here: a source distribution where no wheel fits. */
  readonly buildsLocally?: boolean | undefined;
  /** Files that differ from the RECORD of an installed distribution. */
  readonly changedFiles?: readonly string[] | undefined;
  /** Files that differ from the attested wheel, where that was compared. */
  readonly differingFiles?: readonly string[] | undefined;
  /** Why it could not be compared with the attested wheel, where that was asked for. */
  readonly notCompared?: string | undefined;
}
