import type { Finding } from './finding.ts';
import type { Identity } from './identity/identity.ts';
import type { Pin } from './pins/pin.ts';
import type { VerificationSubject } from './subject.ts';

/**
 * - `verified`: these bytes were published by `identity`, and nothing is wrong with that
 * - `release-attested`: the installed release has verified files; which of them was installed,
 *   nobody recorded
 * - `failed`: a finding is an error
 * - `unattested`: there is no evidence, and there need not be
 * - `unbound`: nothing says which bytes are meant
 * - `not-applicable`: it comes from no index, or is internal
 * - `not-checked`: the evidence could not be read
 */
export type Verdict =
  | 'verified'
  | 'release-attested'
  | 'failed'
  | 'unattested'
  | 'unbound'
  | 'not-applicable'
  | 'not-checked';

/** How a release stands, in PyPI's six words. */
export type ReleaseState = 'none' | 'full' | 'partial' | 'inconsistent' | 'lost' | 'changed';

/** Where the evidence of an item comes from. */
export type EvidenceOrigin = 'index' | 'given' | 'beside' | 'pack' | 'none';

/** Releases that were verified to have the same publisher. */
export interface PublisherRun {
  readonly agreeing: number;
  /** Where it begins, as far as was looked back; RFC 3339. */
  readonly since: string;
  readonly version?: string | undefined;
  readonly logIndex?: string | undefined;
}

/** What was found out about one subject. */
export interface VerifiedItem {
  readonly subject: VerificationSubject;
  readonly verdict: Verdict;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  /** The word of the release that it belongs to, where the index was asked. */
  readonly state?: ReleaseState | undefined;
  /** Who signed, from the verified certificate. */
  readonly identity?: Identity | undefined;
  /** Predicate types of the statements that verified. */
  readonly predicates: readonly string[];
  /** The publisher object of the index: a claim. */
  readonly indexPublisher?: Readonly<Record<string, unknown>> | undefined;
  /** The entry of the transparency log; time in RFC 3339. */
  readonly log?: { readonly index: string; readonly time: string } | undefined;
  /** When the index says that it was uploaded; RFC 3339. */
  readonly uploadTime?: string | undefined;
  /** Whether a pin says who may publish the project. */
  readonly pinned: boolean;
  readonly evidence: EvidenceOrigin;
  /** Earlier releases that one publisher made, as far as they were looked at. */
  readonly history?: PublisherRun | undefined;
}

/** Counts for the first line. Every file is in exactly one of the verdicts. */
export interface ReportSummary {
  readonly files: number;
  readonly projects: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Of the verified ones. */
  readonly pinned: number;
  readonly firstSeen: number;
  /** Files with a finding of these kinds that nobody accepted, of any severity but `note`. */
  readonly lost: number;
  readonly changed: number;
  readonly severities: Readonly<Record<'error' | 'warning' | 'note', number>>;
}

/** Whom a project's files may come from, before and after. */
export interface PinChange {
  readonly project: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: readonly Pin[];
  readonly after: readonly Pin[];
}

/** The keys that everything was verified with. */
export interface RootOfTrust {
  /** As a person calls it: `public Sigstore (by TUF)`, a path. */
  readonly source: string;
  /** Why it may be out of date. */
  readonly staleBecause?: string | undefined;
  /** When the file or pack with it was made; RFC 3339. */
  readonly dated?: string | undefined;
}

/** 0 fine, 1 findings, 2 usage (only as an error thrown), 3 could not check or nothing to check. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Something about the run as a whole: what it did not look at, what the change would alter. */
export interface RunNote {
  /** Whole sentences; may hold outside words. */
  readonly text: string;
  /** Whether a reviewer of the change should see it. */
  readonly needsReview: boolean;
}

/** How a verification ended: all that both skins show. */
export interface VerifyReport {
  readonly items: readonly VerifiedItem[];
  readonly summary: ReportSummary;
  readonly root: RootOfTrust;
  readonly exit: ExitCode;
  /** Pins that this run would write (`--update-pins`, `--accept`). */
  readonly pinChanges: readonly PinChange[];
  /** The whole new content of the pin file, where it differs. */
  readonly pinFile?: string | undefined;
  /** Pins that the change under review brings: shown, not applied. */
  readonly proposedPinChanges: readonly PinChange[];
  readonly notes: readonly RunNote[];
}
