import { ArchiveDefect } from './archive-defect.ts';

/** No sdist has nearly as many folders with links in them. */
const MOST_NODES = 100_000;

interface Node {
  isLink: boolean;
  readonly children: Map<string, Node>;
}

const node = (): Node => ({ isLink: false, children: new Map() });

/** The symbolic links of an archive by the parts of their paths, in bounded memory. */
export class LinkTree {
  readonly #root = node();
  #nodes = 0;

  /** Throws an `ArchiveDefect` where there are too many. */
  add(parts: readonly string[]): void {
    let at = this.#root;
    for (const part of parts) {
      let next = at.children.get(part);
      if (next === undefined) {
        this.#nodes += 1;
        if (this.#nodes > MOST_NODES) throw new ArchiveDefect('has too many symbolic links');
        next = node();
        at.children.set(part, next);
      }
      at = next;
    }
    at.isLink = true;
  }

  /** Whether a path goes through one of them; one that ends there does not. */
  isBehind(parts: readonly string[]): boolean {
    let at: Node | undefined = this.#root;
    for (const part of parts) {
      if (at.isLink) return true;
      at = at.children.get(part);
      if (at === undefined) return false;
    }
    return false;
  }
}
