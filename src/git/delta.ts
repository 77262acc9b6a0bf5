import { GitDefect } from './git-defect.ts';

/**
 * Makes an object of its base and a delta (gitformat-pack, "Deltified representation"): the sizes
 * of both, then instructions that copy from the base or bring bytes of their own.
 * @throws GitDefect where it does not fit, or its result has more than `most` bytes
 */
export function applyDelta(base: Buffer, delta: Buffer, most: number): Buffer {
  const reader = new DeltaReader(delta);
  const baseSize = reader.size();
  const size = reader.size();
  if (baseSize !== base.length || size > most) throw broken();
  const result = Buffer.alloc(size);
  let filled = 0;
  while (!reader.isAtEnd) {
    const source = reader.isCopy() ? reader.copied(base) : reader.inserted();
    if (filled + source.length > size) throw broken();
    filled += source.copy(result, filled);
  }
  if (filled !== size) throw broken();
  return result;
}

class DeltaReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  /** 7 bits a byte, the lowest first. */
  size(): number {
    let size = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = this.#next();
      size += (byte & 0x7f) * factor;
      if ((byte & 0x80) === 0) return size;
    }
    throw broken();
  }

  isCopy(): boolean {
    return ((this.#bytes[this.#position] ?? 0) & 0x80) !== 0;
  }

  /** Bits 0 to 3 of the instruction tell which bytes of the offset follow, 4 to 6 which of the size. */
  copied(base: Buffer): Buffer {
    const instruction = this.#next();
    const offset = this.#sparse(instruction, 4);
    const size = this.#sparse(instruction >> 4, 3) || 0x10000;
    if (offset + size > base.length) throw broken();
    return base.subarray(offset, offset + size);
  }

  inserted(): Buffer {
    const size = this.#next();
    const end = this.#position + size;
    if (size === 0 || end > this.#bytes.length) throw broken();
    const inserted = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return inserted;
  }

  #sparse(bits: number, count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      if (bits & (1 << index)) value += this.#next() * 256 ** index;
    }
    return value;
  }

  #next(): number {
    const byte = this.#bytes[this.#position++];
    if (byte === undefined) throw broken();
    return byte;
  }
}

const broken = (): GitDefect => new GitDefect('a delta of the repository is broken');
