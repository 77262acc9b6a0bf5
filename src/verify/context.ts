import type { LimitFunction } from 'p-limit';
import type { JudgeContext } from '../provenance/checks/check.ts';
import type { GivenEvidence } from './evidence/provided.ts';
import type { EvidenceSource } from './evidence/source.ts';
import type { Trust } from './trust.ts';

/** What the files of all projects are verified with. */
export interface ProjectVerification {
  readonly source: EvidenceSource;
  /** The index that files come from, where it is not the one that gives evidence. */
  readonly ownIndex: { readonly source: EvidenceSource; readonly title: string } | undefined;
  readonly trust: Promise<Trust>;
  /** Bounds the files of all projects that are looked at together. */
  readonly filesAtOnce: LimitFunction;
  readonly given: readonly GivenEvidence[];
  /** What of it is about none of the files that are looked at. */
  readonly stray: readonly GivenEvidence[];
  /** How many earlier releases are verified, where one is asked about. */
  readonly historyDepth: number;
  readonly context: Omit<JudgeContext, 'pins'>;
  readonly pinsOf: (project: string) => JudgeContext['pins'];
}
