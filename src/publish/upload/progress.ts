import type { Log } from '../../log.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import { sizeText } from '../../text/size-text.ts';

/** How far the uploads of a release are, all of them together. */
export class UploadProgress {
  readonly #log: Log;
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #sent = new Map<string, number>();
  readonly #total: number;
  #sentInAll = 0;
  #ended = 0;

  /** @param files those that are to be uploaded */
  constructor(files: readonly Distribution[], log: Log) {
    this.#log = log;
    this.#sizes = new Map(files.map(({ filename, size }) => [filename, size]));
    this.#total = files.reduce((sum, { size }) => sum + size, 0);
  }

  /** @param sent bytes of the file and its form that this try has handed to the network */
  sent(filename: string, sent: number): void {
    const bytes = Math.min(sent, this.#sizes.get(filename) ?? 0);
    this.#sentInAll += bytes - (this.#sent.get(filename) ?? 0);
    this.#sent.set(filename, bytes);
    this.#tell();
  }

  /** A file is done with, whichever way. */
  ended(filename: string): void {
    this.#ended += 1;
    this.sent(filename, Number.POSITIVE_INFINITY);
  }

  #tell(): void {
    const count = this.#sizes.size;
    this.#log.progress({
      label: 'Uploading',
      // All sent is not all done: an index may think long before it answers.
      done: this.#ended === count ? this.#total : Math.min(this.#sentInAll, this.#total - 1),
      total: this.#total,
      detail: `${this.#ended} of ${count} ${count === 1 ? 'file' : 'files'}, ${sizeText(this.#sentInAll)} of ${sizeText(this.#total)}`,
    });
  }
}
