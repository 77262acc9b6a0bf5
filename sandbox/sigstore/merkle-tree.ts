import { sha256 } from './digest.ts';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

export const leafHash = (content: Uint8Array): Buffer => sha256(LEAF, content);

/** The largest power of two below `size` (RFC 6962 2.1). */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** An append-only Merkle tree (RFC 6962 2.1) that proves what it holds. */
export class MerkleTree {
  readonly #leaves: Buffer[] = [];
  /** Hashes of complete subtrees, which never change again, by `from:size`. */
  readonly #complete = new Map<string, Buffer>();

  get size(): number {
    return this.#leaves.length;
  }

  /** Appends a leaf's hash and returns its index. */
  append(leaf: Buffer): number {
    return this.#leaves.push(leaf) - 1;
  }

  root(): Buffer {
    return this.size === 0 ? sha256() : this.#hash(0, this.size);
  }

  /** The audit path of a leaf in the tree as it is now, from the leaf upwards. */
  inclusionProof(index: number): Buffer[] {
    const path: Buffer[] = [];
    let from = 0;
    let to = this.size;
    while (to - from > 1) {
      const middle = from + split(to - from);
      if (index < middle) {
        path.unshift(this.#hash(middle, to));
        to = middle;
      } else {
        path.unshift(this.#hash(from, middle));
        from = middle;
      }
    }
    return path;
  }

  #hash(from: number, to: number): Buffer {
    const size = to - from;
    if (size === 1) return this.#leaves[from] ?? Buffer.alloc(0);
    const key = `${from}:${size}`;
    const kept = this.#complete.get(key);
    if (kept !== undefined) return kept;
    const half = split(size);
    const hash = sha256(NODE, this.#hash(from, from + half), this.#hash(from + half, to));
    if (half * 2 === size) this.#complete.set(key, hash);
    return hash;
  }
}
