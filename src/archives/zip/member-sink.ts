import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ContentScan } from '../content-scan.ts';
import type { ContentScanner } from '../forbidden-content.ts';
import type { ZipEntry } from './zip-entry.ts';
import { damagedMember } from './zip-member.ts';

/** Counts, checks and hashes what comes out of one member. */
export class MemberSink {
  readonly #entry: ZipEntry;
  readonly #hash: Hash | undefined;
  readonly #scan: ContentScan;
  readonly #scanner: ContentScanner | undefined;
  #size = 0;
  #crc = 0;

  /** @param algorithm of `node:crypto`; `undefined` for no digest */
  constructor(entry: ZipEntry, algorithm: string | undefined, scan: ContentScan) {
    this.#entry = entry;
    this.#scan = scan;
    this.#scanner = scan.scannerFor(entry.path, entry.size);
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
    this.#scanner?.write(part);
    return true;
  }

  /** The digest in URL-safe Base64, once size and check sum are found right. */
  finish(): string | undefined {
    if (this.#size !== this.#entry.size || this.#crc !== this.#entry.crc) {
      throw damagedMember(this.#entry);
    }
    if (this.#scanner !== undefined) this.#scan.add(this.#entry.path, this.#scanner);
    return this.#hash?.digest('base64url');
  }
}
