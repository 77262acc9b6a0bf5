/** Runs a few tasks beside the one that starts them. */
export class Lanes {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();
  #failures: unknown[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Starts a task as soon as a lane is free. Throws what an earlier one threw. */
  async start(task: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#most) await Promise.race(this.#running);
    this.#throwFailure();
    const running: Promise<void> = task()
      .catch((error: unknown) => {
        this.#failures.push(error);
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until nothing runs any more, whatever came of it. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Waits for all tasks. Throws what the first one to fail threw. */
  async finish(): Promise<void> {
    await this.idle();
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}
