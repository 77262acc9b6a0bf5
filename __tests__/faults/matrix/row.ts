import type { SettingName } from '../settings.ts';

/** How a release among a fault ends. */
export type End =
  /** Exit code 0, and the index has every file with our SHA-256 and attestation. */
  | {
      readonly kind: 'finished';
      readonly says?: string;
      /** Entries of the log that belong to no attestation on the index. */
      readonly extraEntries?: number;
    }
  /** Exit code 0, every file there, and said that an attestation is not. */
  | { readonly kind: 'finished-unattested'; readonly says: string }
  /** Exit code 0 as it was asked for, and a warning that the index keeps other bytes. */
  | { readonly kind: 'kept'; readonly says: string }
  /**
   * Exit code 1 with this code, and exactly what is where. Then the same release is `finished` by a
   * second run, or by one in which what was wrong is `fixed`.
   */
  | {
      readonly kind: 'reported';
      readonly code: string;
      readonly says: string;
      readonly second: 'finished' | 'fixed';
    };

/** How the peers end: gh-action-pypi-publish, `uv publish` with attest-action, twine. */
export interface PeerEnds {
  /** The number of the fault in the measurement of the peers. */
  readonly number: string;
  readonly ghAction: string;
  readonly uv: string;
  readonly twine: string;
}

/** One fault: what goes wrong, and the end that is right. */
export interface FaultRow {
  readonly id: string;
  readonly what: string;
  /** As they are given to `npm run sandbox -- --fault`. */
  readonly faults?: readonly string[];
  /** What else is different from a plain release. */
  readonly setting?: SettingName;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly end: End;
  readonly peers?: PeerEnds;
}

export interface FaultGroup {
  readonly title: string;
  readonly rows: readonly FaultRow[];
}

export const FINISHED: End = { kind: 'finished' };

/** Trouble that the code names, and that is over when the job is run again. */
export const reported = (code: string, says: string): End => ({
  kind: 'reported',
  code,
  says,
  second: 'finished',
});

/** Something that a person has to fix first. */
export const reportedUntilMended = (code: string, says: string): End => ({
  kind: 'reported',
  code,
  says,
  second: 'fixed',
});
