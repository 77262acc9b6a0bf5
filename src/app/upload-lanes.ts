/** What an upload that is under way tells of the index. */
export interface Lane {
  /** The index answered well. */
  wentWell(): void;
  /** The index answered 429 or 5xx, or not at all. */
  metTrouble(): void;
}

/** Uploads at once before anything is known of how the index bears them. */
const START = 6;

/**
 * How many uploads are under way at once. It begins with six and grows by one with each upload that
 * went well; trouble halves it. After that it grows by one for as many good uploads as there are
 * lanes. Uploads that met the same trouble side by side halve it once. An upload that waits for
 * another try keeps its lane (docs/decisions/0015-uploads-at-once.md).
 */
export class UploadLanes {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #limit: number;
  #busy = 0;
  /** Counts the times of trouble. */
  #epoch = 0;
  #goodSinceGrowth = 0;

  /** @param most never more than these at once; at least 1 */
  constructor(most: number) {
    this.#most = most;
    this.#limit = Math.min(START, most);
  }

  /** How many may be under way at the moment. */
  get limit(): number {
    return this.#limit;
  }

  /** Does the work as soon as there is a lane for it, first come, first served. */
  async run<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work(this.#lane());
    } finally {
      this.#busy -= 1;
      this.#admit();
    }
  }

  #lane(): Lane {
    let epoch = this.#epoch;
    return {
      wentWell: () => this.#grow(),
      metTrouble: () => {
        if (epoch === this.#epoch) this.#halve();
        epoch = this.#epoch;
      },
    };
  }

  #grow(): void {
    this.#goodSinceGrowth += 1;
    const wanted = this.#epoch === 0 ? 1 : this.#limit;
    if (this.#goodSinceGrowth < wanted) return;
    this.#goodSinceGrowth = 0;
    this.#limit = Math.min(this.#most, this.#limit + 1);
  }

  #halve(): void {
    this.#epoch += 1;
    this.#goodSinceGrowth = 0;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
  }

  #enter(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#admit();
    });
  }

  #admit(): void {
    while (this.#busy < this.#limit) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#busy += 1;
      next();
    }
  }
}
