import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { ArchiveDefect } from './archive-defect.ts';
import type { FileDigest } from './sha256.ts';

const BLOCK_BYTES = 1024 * 1024;

/**
 * Reads a file once from its start to its end, hashing every byte on the way. One block is all
 * that it holds, whatever the size: what it gives is valid until it is asked for more.
 */
export class SequentialReader {
  readonly #handle: FileHandle;
  readonly #size: number;
  readonly #hash = createHash('sha256');
  readonly #block: Buffer;
  /** What of the block was read from the file and not yet given away. */
  #rest: Buffer = Buffer.alloc(0);
  #position = 0;

  /** `size` is the file's, from its directory entry. */
  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
    this.#block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, size));
  }

  /** Where in the file the next byte lies that is given away. */
  get position(): number {
    return this.#position - this.#rest.length;
  }

  /** Exactly so many bytes from where the last call ended; an `ArchiveDefect` where they are not there. */
  async read(length: number): Promise<Buffer> {
    if (length <= this.#rest.length) return this.#take(length);
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    for await (const part of this.stream(length)) filled += part.copy(bytes, filled);
    return bytes;
  }

  /** The next bytes, a piece at a time. */
  async *stream(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0) await this.#nextBlock();
      const part = this.#take(left);
      left -= part.length;
      yield part;
    }
  }

  async skip(length: number): Promise<void> {
    for await (const _ of this.stream(length));
  }

  /** Reads what is left and gives the digest of the whole file. */
  async finish(): Promise<FileDigest> {
    await this.skip(this.#size - this.position);
    return { sha256: this.#hash.digest('hex'), size: this.#size };
  }

  #take(most: number): Buffer {
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async #nextBlock(): Promise<void> {
    const wanted = Math.min(this.#block.length, this.#size - this.#position);
    const { bytesRead } = await this.#handle.read(this.#block, 0, wanted, this.#position);
    if (bytesRead === 0) {
      throw new ArchiveDefect('became shorter while it was read');
    }
    this.#rest = this.#block.subarray(0, bytesRead);
    this.#position += bytesRead;
    this.#hash.update(this.#rest);
  }
}
