import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** How often a long upload says how far it is. */
const EVERY_MS = 10_000;

/**
 * Says how far the upload of a file is, every few seconds and only where something moved: a file of a
 * few megabytes is over before there is anything to say.
 */
export class UploadProgress {
  readonly #deps: { readonly clock: Clock; readonly log: Log };
  readonly #filename: string;
  #said: number | undefined;

  constructor(filename: string, deps: { readonly clock: Clock; readonly log: Log }) {
    this.#filename = filename;
    this.#deps = deps;
  }

  /** @param sent bytes of `total` that this try has handed to the network */
  report(sent: number, total: number): void {
    const now = this.#deps.clock.now();
    this.#said ??= now;
    if (sent >= total || now - this.#said < EVERY_MS) return;
    this.#said = now;
    const percent = Math.floor((100 * sent) / total);
    this.#deps.log.info(`${this.#filename}: ${percent} % of ${megabytes(total)} MB sent`);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
