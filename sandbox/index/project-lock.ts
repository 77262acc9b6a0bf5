import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What uploads of one project do to each other at PyPI: its database serialises them from the insert
 * to the commit, storing the file included, and with three or more at the lock ends some in deadlocks
 * (measured with Warehouse 6b62157 on PostgreSQL 15, 2026-12-01).
 */
export interface LockSettings {
  /** Milliseconds of work before the lock, which uploads do side by side. */
  readonly outside: number;
  /** Milliseconds that each upload holds the lock of its project; 0 for no lock. */
  readonly inside: number;
  /** Milliseconds until a deadlock is noticed (PostgreSQL's `deadlock_timeout`). */
  readonly deadlockAfter: number;
  /**
   * The chance, for each upload beyond the first that waits, that handing the lock over is a deadlock,
   * of which one upload ends with HTTP 500. Measured: 0.04. With 1, three that meet always end so.
   */
  readonly deadlockChance: number;
}

interface Lock {
  isHeld: boolean;
  readonly waiting: ((isEntered: boolean) => void)[];
}

/** The locks of all projects; different projects do not wait for each other. */
export class ProjectLocks {
  readonly #locks = new Map<string, Lock>();
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /**
   * Works outside the lock, waits for it, works inside it and commits.
   * @param commit not called where the upload was the victim of a deadlock
   * @returns whether it was committed
   */
  async upload(project: string, settings: LockSettings, commit: () => void): Promise<boolean> {
    if (settings.outside > 0) await sleep(settings.outside);
    if (settings.inside === 0) {
      commit();
      return true;
    }
    const lock = this.#locks.get(project) ?? { isHeld: false, waiting: [] };
    this.#locks.set(project, lock);
    if (!(await entered(lock))) return false;
    try {
      await sleep(settings.inside);
      commit();
      return true;
    } finally {
      this.#handOver(lock, settings);
    }
  }

  #handOver(lock: Lock, settings: LockSettings): void {
    const beyond = lock.waiting.length - 1;
    const enterNext = () => {
      const enter = lock.waiting.shift();
      lock.isHeld = enter !== undefined;
      enter?.(true);
    };
    if (beyond < 1 || this.#random() >= settings.deadlockChance * beyond) {
      enterNext();
      return;
    }
    // The upload that hands over is done: only those that wait are stuck.
    void sleep(settings.deadlockAfter).then(() => {
      lock.waiting.pop()?.(false);
      enterNext();
    });
  }
}

function entered(lock: Lock): boolean | Promise<boolean> {
  if (lock.isHeld) return new Promise((resolve) => lock.waiting.push(resolve));
  lock.isHeld = true;
  return true;
}
