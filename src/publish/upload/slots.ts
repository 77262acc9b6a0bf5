import type { Clock } from '../../clock.ts';
import type { UploadPolicy } from '../../pypi/index-profile.ts';
import { lockedProjectConcurrency } from './locked-project-concurrency.ts';
import { sharedConcurrency } from './shared-concurrency.ts';
import type { TryOutcome, UploadConcurrency } from './upload-concurrency.ts';

/** The place of one file among those that are being uploaded. */
export interface UploadSlot {
  /**
   * Runs one try as soon as the concurrency allows it.
   * @param outcome what the result of the try says about the index
   */
  attempt<T>(send: () => Promise<T>, outcome: (result: T) => TryOutcome): Promise<T>;
}

/** Files that share one concurrency: those of a project, or all of them. */
interface Lane {
  concurrency: UploadConcurrency;
  /** Files that have a slot. */
  held: number;
  /** Tries under way. */
  running: number;
  /** Settles when the try before may start or has given up. */
  turn: Promise<void>;
  /** Called when a try ends. */
  wake: () => void;
}

/**
 * Decides when a file is begun and when each of its tries runs, first come, first served. A file keeps
 * its slot while it waits for another try: an index that is down sees a few files, not all.
 */
export class UploadSlots {
  readonly #most: number;
  readonly #policy: UploadPolicy;
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();
  readonly #waiting: { readonly lane: Lane; readonly begin: () => void }[] = [];
  #held = 0;

  /** @param most files that may have a slot at once, over all projects; at least 1 */
  constructor(most: number, policy: UploadPolicy, clock: Clock) {
    this.#most = most;
    this.#policy = policy;
    this.#clock = clock;
  }

  /** Does the work of one file of a project as soon as there is a slot for it. */
  async hold<T>(project: string, work: (slot: UploadSlot) => Promise<T>): Promise<T> {
    const lane = this.#lane(project);
    await new Promise<void>((begin) => {
      this.#waiting.push({ lane, begin });
      this.#admit();
    });
    try {
      return await work({ attempt: (send, outcome) => this.#attempt(lane, send, outcome) });
    } finally {
      lane.held -= 1;
      this.#held -= 1;
      this.#admit();
    }
  }

  #lane(project: string): Lane {
    const key = this.#policy.kind === 'locked-projects' ? project : '';
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane = {
      concurrency: initialConcurrency(this.#policy, this.#most),
      held: 0,
      running: 0,
      turn: Promise.resolve(),
      wake: () => undefined,
    };
    this.#lanes.set(key, lane);
    return lane;
  }

  #admit(): void {
    while (this.#held < this.#most) {
      const at = this.#waiting.findIndex(({ lane }) => lane.held < lane.concurrency.limit);
      const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (!next) return;
      next.lane.held += 1;
      this.#held += 1;
      next.begin();
    }
  }

  async #attempt<T>(
    lane: Lane,
    send: () => Promise<T>,
    outcomeOf: (result: T) => TryOutcome,
  ): Promise<T> {
    const startedAt = await this.#start(lane);
    let outcome: TryOutcome = 'other';
    try {
      const result = await send();
      outcome = outcomeOf(result);
      return result;
    } finally {
      lane.running -= 1;
      const at = this.#clock.now();
      lane.concurrency = lane.concurrency.after({ kind: 'ended', at, startedAt, outcome });
      lane.wake();
      this.#admit();
    }
  }

  /**
   * Waits until a try may run, and counts it.
   * @returns when it starts; milliseconds since the epoch
   * @throws PublishError `cancelled`
   */
  async #start(lane: Lane): Promise<number> {
    const before = lane.turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    lane.turn = promise;
    await before;
    try {
      for (;;) {
        const waitMs = lane.concurrency.earliestStart - this.#clock.now();
        if (lane.running >= lane.concurrency.limit) await ended(lane);
        else if (waitMs > 0) await this.#clock.sleep(waitMs);
        else break;
      }
      lane.running += 1;
      const at = this.#clock.now();
      lane.concurrency = lane.concurrency.after({ kind: 'started', at });
      return at;
    } finally {
      resolve();
    }
  }
}

/** Resolves when the next try ends. */
function ended(lane: Lane): Promise<void> {
  return new Promise((resolve) => {
    lane.wake = resolve;
  });
}

/**
 * The concurrency to begin with.
 * @param most the maximum that the user allows; at least 1
 */
export function initialConcurrency(policy: UploadPolicy, most: number): UploadConcurrency {
  return policy.kind === 'locked-projects'
    ? lockedProjectConcurrency({
        first: Math.min(policy.first, most),
        most: Math.min(policy.most, most),
      })
    : sharedConcurrency(Math.min(policy.first, most), most);
}
