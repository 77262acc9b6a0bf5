import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ZipEntry } from './zip-entry.ts';
import { damagedMember } from './zip-member.ts';

/** Counts, checks and hashes what comes out of one member. */
export class MemberSink {
  readonly #entry: ZipEntry;
  readonly #hash: Hash | undefined;
  #size = 0;
  #crc = 0;

  /** @param algorithm of `node:crypto`; `undefined` for no digest */
  constructor(entry: ZipEntry, algorithm: string | undefined) {
    this.#entry = entry;
    this.#hash = algorithm === undefined ? undefined : createHash(algorithm);
  }

  write(part: Buffer): void {
    if (!this.takes(part)) throw damagedMember(this.#entry);
  }

  /** False where it is more than there should be. */
  takes(part: Buffer): boolean {
    this.#size += part.length;
    if (this.#size > this.#entry.size) return false;
    this.#crc = crc32(part, this.#crc);
    this.#hash?.update(part);
    return true;
  }

  /** The digest in URL-safe Base64, once size and check sum are found right. */
  finish(): string | undefined {
    if (this.#size !== this.#entry.size || this.#crc !== this.#entry.crc) {
      throw damagedMember(this.#entry);
    }
    return this.#hash?.digest('base64url');
  }
}
