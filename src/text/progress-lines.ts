import type { Clock } from '../clock.ts';
import type { Progress } from '../log.ts';

const EVERY_MS = 10_000;

/**
 * Says how far long work is, in a line every ten seconds and only where something moved: what is
 * over before that needs no word, and of the end another line tells.
 */
export class ProgressLines {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #say: (line: string) => void;
  #label: string | undefined;
  #saidAt = 0;

  constructor(clock: Pick<Clock, 'now'>, say: (line: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  report({ label, done, total, detail }: Progress): void {
    const now = this.#clock.now();
    if (label !== this.#label) {
      this.#label = label;
      this.#saidAt = now;
    }
    if (done >= total) {
      this.#label = undefined;
      return;
    }
    if (now - this.#saidAt < EVERY_MS) return;
    this.#saidAt = now;
    this.#say(`${label}: ${Math.floor((100 * done) / total)} %, ${detail}`);
  }
}
