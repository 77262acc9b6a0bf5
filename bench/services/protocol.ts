import type { RequestKind, UploadTimes } from '../latency.ts';

/** What the services are, told once they are up. */
export interface Places {
  /** The variables of a job, those of the action's inputs among them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly uploadUrl: string;
  readonly trustConfigPath: string;
}

export interface Conditions {
  /** By how much the latencies and the times of an upload are multiplied; 0 for none. */
  readonly latency: number;
  readonly upload: UploadTimes;
  /** See `LockSettings` of the sandbox's index. */
  readonly deadlockChance: number;
  /** Whether uploads are checked as PyPI checks them. */
  readonly strict: boolean;
}

/** What the services saw of one run. */
export interface Traffic {
  readonly requests: Readonly<Record<RequestKind, number>>;
  /** Milliseconds since 1970 at which the first request arrived. */
  readonly firstRequestAt: number;
  readonly mostAtOnce: number;
  /** Requests that were answered with 400 or more, as `METHOD /path → status`. */
  readonly refused: readonly string[];
  readonly files: readonly {
    readonly filename: string;
    readonly size: number;
    readonly sha256: string;
    readonly attestations: number;
  }[];
}

/** To the services; each is answered with one `Answer`. */
export type Command =
  | { readonly kind: 'begin'; readonly conditions: Conditions }
  | { readonly kind: 'end' };

export type Answer =
  | { readonly kind: 'up'; readonly places: Places }
  | { readonly kind: 'begun' }
  | { readonly kind: 'ended'; readonly traffic: Traffic };
