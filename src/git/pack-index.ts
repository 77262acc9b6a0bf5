import type { FileHandle } from 'node:fs/promises';
import { GitDefect } from './git-defect.ts';
import type { ObjectId } from './git-object.ts';
import { readExactly } from './read-exactly.ts';

const HEADER_BYTES = 8;
const FANOUT_BYTES = 256 * 4;
const SIGNATURE = 0xff744f63;

/** A pack's index, version 2 (git 1.6 and later): where in the pack each object begins. */
export class PackIndex {
  readonly #handle: FileHandle;
  readonly #idBytes: number;
  readonly #fanout: Buffer;

  private constructor(handle: FileHandle, idBytes: number, fanout: Buffer) {
    this.#handle = handle;
    this.#idBytes = idBytes;
    this.#fanout = fanout;
  }

  /** @param handle For the caller to close. */
  static async open(handle: FileHandle, idBytes: number): Promise<PackIndex> {
    const start = await readExactly(handle, 0, HEADER_BYTES + FANOUT_BYTES);
    if (start.readUInt32BE(0) !== SIGNATURE || start.readUInt32BE(4) !== 2) {
      throw new GitDefect(
        'a pack of the repository has an index of a version that is not known here',
        'Write it again with `git index-pack`.',
      );
    }
    return new PackIndex(handle, idBytes, start.subarray(HEADER_BYTES));
  }

  /** @returns The object's offset in the pack. */
  async find(id: ObjectId): Promise<number | undefined> {
    const wanted = Buffer.from(id, 'hex');
    const first = wanted[0] ?? 0;
    let low = first === 0 ? 0 : this.#count(first - 1);
    let high = this.#count(first);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = wanted.compare(await this.#id(middle));
      if (order === 0) return this.#offset(middle);
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return undefined;
  }

  /** How many ids begin with this byte or a smaller one. */
  #count(byte: number): number {
    return this.#fanout.readUInt32BE(byte * 4);
  }

  async #id(index: number): Promise<Buffer> {
    const position = HEADER_BYTES + FANOUT_BYTES + index * this.#idBytes;
    return readExactly(this.#handle, position, this.#idBytes);
  }

  /** After the ids come checksums of 4 bytes each, offsets of 4, and those that need 8. */
  async #offset(index: number): Promise<number> {
    const count = this.#count(255);
    const offsets = HEADER_BYTES + FANOUT_BYTES + count * (this.#idBytes + 4);
    const offset = (await readExactly(this.#handle, offsets + index * 4, 4)).readUInt32BE(0);
    if (offset < 0x80000000) return offset;
    const large = offsets + count * 4 + (offset - 0x80000000) * 8;
    return Number((await readExactly(this.#handle, large, 8)).readBigUInt64BE(0));
  }
}
