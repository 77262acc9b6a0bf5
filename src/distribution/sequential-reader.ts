import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { ArchiveDefect } from './archive-defect.ts';
import type { FileDigest } from './sha256.ts';

const BLOCK_BYTES = 256 * 1024;

/** Reads a file once from its start to its end, in constant memory, hashing every byte on the way. */
export class SequentialReader {
  readonly #handle: FileHandle;
  readonly #size: number;
  readonly #hash = createHash('sha256');
  #block: Buffer = Buffer.alloc(0);
  #at = 0;
  #consumed = 0;

  /** `size` is the file's, from its directory entry. */
  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
  }

  /** Exactly so many bytes from where the last call ended; an `ArchiveDefect` where they are not there. */
  async read(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.stream(length)) parts.push(part);
    const [only] = parts;
    return only && parts.length === 1 ? only : Buffer.concat(parts);
  }

  /** The next bytes in pieces that nothing overwrites. */
  async *stream(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (this.#at === this.#block.length) await this.#nextBlock();
      const part = this.#block.subarray(this.#at, this.#at + left);
      this.#at += part.length;
      left -= part.length;
      yield part;
    }
  }

  async skip(length: number): Promise<void> {
    for await (const _ of this.stream(length));
  }

  /** Reads what is left and gives the digest of the whole file. */
  async finish(): Promise<FileDigest> {
    await this.skip(this.#size - this.#consumed + this.#block.length - this.#at);
    return { sha256: this.#hash.digest('hex'), size: this.#size };
  }

  async #nextBlock(): Promise<void> {
    const wanted = Math.min(BLOCK_BYTES, this.#size - this.#consumed);
    const block = Buffer.allocUnsafe(Math.max(wanted, 0));
    const { bytesRead } = await this.#handle.read(block, 0, block.length, this.#consumed);
    if (bytesRead === 0) {
      throw new ArchiveDefect('became shorter while it was read');
    }
    this.#block = block.subarray(0, bytesRead);
    this.#at = 0;
    this.#consumed += bytesRead;
    this.#hash.update(this.#block);
  }
}
