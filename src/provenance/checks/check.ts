import type { FileFacts } from '../files/file-facts.ts';
import type { Finding } from '../finding.ts';
import type { Pin } from '../pins/pin.ts';
import type { IdentityDemands } from '../policy/demands.ts';
import type { Policy } from '../policy/policy.ts';

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
