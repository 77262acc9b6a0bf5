import type { IdentityDemands } from '../demands.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Finding } from '../finding.ts';
import type { Pin } from '../pin.ts';
import type { Policy } from '../policy.ts';

/** What a file is judged by. */
export interface JudgeContext {
  readonly policy: Policy;
  /** The pins of the file's project. */
  readonly pins: readonly Pin[];
  readonly demands: IdentityDemands;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One question that is asked of every file. Pure: all that it needs has been fetched. */
export type Check = (facts: FileFacts, context: JudgeContext) => readonly Finding[];
