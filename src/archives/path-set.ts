/** Ample for any real sdist; beyond it memory counts for more than the answer. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** The paths of an archive's members, in bounded memory. */
export class PathSet {
  readonly #paths = new Set<string>();
  #characters = 0;

  add(path: string): void {
    this.#characters += path.length;
    if (this.#isComplete()) this.#paths.add(path.replace(/\/$/, ''));
    else this.#paths.clear();
  }

  /** False only where the path is certainly not there. */
  mayHave(path: string): boolean {
    return !this.#isComplete() || this.#paths.has(path);
  }

  #isComplete(): boolean {
    return this.#characters <= MOST_CHARACTERS;
  }
}
