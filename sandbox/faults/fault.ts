import type { TargetName } from './target.ts';

/** What becomes of an answer. */
export type Effect =
  /** Another status. */
  | { readonly kind: 'status'; readonly status: number }
  /** The connection is closed, or reset, and nothing is answered. */
  | { readonly kind: 'drop' | 'reset' }
  /** Nothing is answered, and the connection stays. */
  | { readonly kind: 'stall' }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'garbage' }
  /** The true status and length, half of the body, and the end of the connection. */
  | { readonly kind: 'half' }
  /** 200 with a page of HTML, as a captive portal has it. */
  | { readonly kind: 'html' }
  /** 200 with JSON of another shape. */
  | { readonly kind: 'json' }
  /** The right answer, and the run that asked is cancelled (`cancel`) or killed. */
  | { readonly kind: 'cancel' | 'kill' }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The right answer, a byte at a time. */
  | { readonly kind: 'trickle'; readonly ms: number };

/** When the service gets to see the request. */
export type Moment =
  /** Not at all, and its body is not even read. */
  | 'unread'
  /** Not at all. */
  | 'refused'
  /** It does its work; only its answer is spoilt. */
  | 'carried-out';

/** One fault, and the requests that meet it. */
export interface FaultRule {
  readonly target: TargetName;
  /** From which request of this target on, counted from 1. */
  readonly from: number;
  /** The last of them. */
  readonly to: number;
  readonly effect: Effect;
  readonly moment: Moment;
  /** Headers of the answer, for `status`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds from now that `Retry-After` names as a date. */
  readonly retryAfterDate: number | undefined;
  /** What the answer says, for `status`. */
  readonly text: string | undefined;
}

/** What holds for the whole run. */
export interface Conditions {
  /** Seconds by which the clocks of all services are ahead of the runner's. */
  readonly clock: number;
  /** Seconds that an upload token is good for. */
  readonly tokenLifetime: number | undefined;
  /** Seconds that a signing certificate is good for. */
  readonly certificateLifetime: number | undefined;
  /** Milliseconds that each upload works before and inside the lock of its project. */
  readonly uploadLock: { readonly outside: number; readonly inside: number } | undefined;
}

export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  readonly conditions: Conditions;
}
