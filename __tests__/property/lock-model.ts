import { seededRandom } from '../../sandbox/faults/random.ts';
import type { UploadConcurrency } from '../../src/publish/upload/upload-concurrency.ts';

/** An index that serialises the uploads of one project; times in milliseconds. */
export interface LockedIndex {
  /** Work before the lock, of each upload. */
  readonly outside: number;
  /** Work inside the lock. */
  readonly inside: number;
  /** By which share of itself the work outside varies, either way. */
  readonly jitter: number;
  /**
   * The chance, for each upload beyond the first that waits, that handing the lock over ends in a
   * deadlock. Measured with Warehouse: 0.04.
   */
  readonly deadlockChance: number;
}

export interface Simulation {
  /** Milliseconds until every file was stored. */
  readonly duration: number;
  readonly deadlocks: number;
  /** The most tries at once. */
  readonly mostAtOnce: number;
  /** The limit after each event. */
  readonly limits: readonly number[];
}

/** PostgreSQL's `deadlock_timeout`. */
const DEADLOCK_MS = 1000;

/**
 * Uploads files of one new version to a locked index, in virtual time: the first alone, then as many
 * at once as the concurrency allows. A deadlock is tried again after half a second to two seconds.
 */
export function simulate(
  files: number,
  concurrency: UploadConcurrency,
  index: LockedIndex,
  seed = 1,
): Simulation {
  return new Model(files, concurrency, index, seed).run();
}

class Model {
  readonly #index: LockedIndex;
  readonly #random: () => number;
  readonly #queue: { readonly at: number; readonly act: () => void }[] = [];
  readonly #atLock: ((isStored: boolean) => void)[] = [];
  readonly #limits: number[] = [];
  #concurrency: UploadConcurrency;
  #now = 0;
  #isLocked = false;
  /** Files that were not begun; tries that wait; files begun and not stored. */
  #left: number;
  #retries = 0;
  #held = 0;
  #running = 0;
  #stored = 0;
  #mostAtOnce = 0;
  #deadlocks = 0;

  constructor(files: number, concurrency: UploadConcurrency, index: LockedIndex, seed: number) {
    this.#left = files;
    this.#concurrency = concurrency;
    this.#index = index;
    this.#random = seededRandom(seed);
  }

  run(): Simulation {
    const files = this.#left;
    this.#admit();
    while (this.#stored < files) {
      const next = this.#queue.reduce((first, one) => (one.at < first.at ? one : first));
      this.#queue.splice(this.#queue.indexOf(next), 1);
      this.#now = next.at;
      next.act();
    }
    return {
      duration: this.#now,
      deadlocks: this.#deadlocks,
      mostAtOnce: this.#mostAtOnce,
      limits: this.#limits,
    };
  }

  #after(ms: number, act: () => void): void {
    this.#queue.push({ at: this.#now + ms, act });
  }

  #admit(): void {
    const limit = this.#stored === 0 ? 1 : this.#concurrency.limit;
    while (this.#running < limit) {
      const mayBegin = this.#left > 0 && this.#held < limit;
      if (this.#retries === 0 && !mayBegin) return;
      const waitMs = this.#concurrency.earliestStart - this.#now;
      if (waitMs > 0) {
        this.#after(waitMs, () => this.#admit());
        return;
      }
      if (this.#retries > 0) this.#retries -= 1;
      else {
        this.#left -= 1;
        this.#held += 1;
      }
      this.#start();
    }
  }

  #start(): void {
    const startedAt = this.#now;
    this.#running += 1;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#running);
    this.#tell({ kind: 'started', at: startedAt });
    const { outside, jitter } = this.#index;
    const worked = outside * (1 + jitter * (2 * this.#random() - 1));
    this.#after(worked, () => {
      this.#atLock.push((isStored) => this.#end(startedAt, isStored));
      if (!this.#isLocked) this.#handOver();
    });
  }

  #end(startedAt: number, isStored: boolean): void {
    this.#running -= 1;
    const outcome = isStored ? 'stored' : 'unavailable';
    this.#tell({ kind: 'ended', at: this.#now, startedAt, outcome });
    if (isStored) {
      this.#held -= 1;
      this.#stored += 1;
    } else {
      this.#deadlocks += 1;
      this.#after(Math.max(500, 2000 * this.#random()), () => {
        this.#retries += 1;
        this.#admit();
      });
    }
    this.#admit();
  }

  #tell(event: Parameters<UploadConcurrency['after']>[0]): void {
    this.#concurrency = this.#concurrency.after(event);
    this.#limits.push(this.#concurrency.limit);
  }

  #handOver(): void {
    this.#isLocked = this.#atLock.length > 0;
    if (!this.#isLocked) return;
    const beyond = this.#atLock.length - 1;
    if (this.#random() < this.#index.deadlockChance * beyond) {
      this.#after(DEADLOCK_MS, () => {
        const victim = this.#atLock.pop();
        victim?.(false);
        this.#store();
      });
    } else this.#store();
  }

  #store(): void {
    const holder = this.#atLock.shift();
    this.#after(this.#index.inside, () => {
      holder?.(true);
      this.#handOver();
    });
  }
}
