import { Session } from 'node:inspector/promises';

/** What of `src/` has run, block by block, as V8 counts it. */
export class Coverage {
  readonly #session = new Session();
  /** By function: the blocks of it that have not run yet. */
  readonly #missing = new Map<string, number>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  }

  /**
   * V8 lists a function with its blocks that have not run; those that have are part of the whole.
   * @returns whether a function or a block has run for the first time since the last call
   */
  async hasGrown(): Promise<boolean> {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    let grown = false;
    for (const { url, functions } of result) {
      if (!url.includes('/src/')) continue;
      for (const { ranges } of functions) {
        const [whole, ...blocks] = ranges;
        if (whole === undefined || whole.count === 0) continue;
        const id = `${url}:${whole.startOffset}-${whole.endOffset}`;
        const missing = blocks.filter(({ count }) => count === 0).length;
        const before = this.#missing.get(id);
        if (before !== undefined && missing >= before) continue;
        this.#missing.set(id, missing);
        grown = true;
      }
    }
    return grown;
  }

  /** How many functions have run. */
  get functions(): number {
    return this.#missing.size;
  }

  /** How many blocks of these have not. */
  get missing(): number {
    return [...this.#missing.values()].reduce((sum, count) => sum + count, 0);
  }
}
