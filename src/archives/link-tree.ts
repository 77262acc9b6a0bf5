import { ArchiveDefect } from './archive-defect.ts';

/** No sdist has nearly as many folders with links in them. */
const MOST_NODES = 100_000;

type LinkKind = 'symlink' | 'link';

interface Node {
  kind: LinkKind | undefined;
  readonly children: Map<string, Node>;
}

const node = (): Node => ({ kind: undefined, children: new Map() });

/** The links of an archive by the parts of their paths, in bounded memory. */
export class LinkTree {
  readonly #root = node();
  #nodes = 0;

  /** Throws an `ArchiveDefect` where there are too many. */
  add(parts: readonly string[], kind: LinkKind): void {
    let at = this.#root;
    for (const part of parts) {
      let next = at.children.get(part);
      if (next === undefined) {
        this.#nodes += 1;
        if (this.#nodes > MOST_NODES) throw new ArchiveDefect('has too many links');
        next = node();
        at.children.set(part, next);
      }
      at = next;
    }
    at.kind = kind;
  }

  /** Whether a path goes through a symbolic link; one that ends there does not. */
  isBehind(parts: readonly string[]): boolean {
    return this.#nodesAbove(parts).some(({ kind }) => kind === 'symlink');
  }

  /** Whether a link of either kind has this path. */
  has(parts: readonly string[]): boolean {
    return (
      this.#nodesAbove(parts)
        .at(parts.length - 1)
        ?.children.get(parts.at(-1) ?? '')?.kind !== undefined
    );
  }

  /** The nodes from the root to the folder of a path, as far as there are any. */
  #nodesAbove(parts: readonly string[]): readonly Node[] {
    const nodes = [this.#root];
    for (const part of parts.slice(0, -1)) {
      const next = nodes.at(-1)?.children.get(part);
      if (next === undefined) break;
      nodes.push(next);
    }
    return nodes;
  }
}
