import type { Progress } from '../../log.ts';
import { displayLine } from '../../text/display-text.ts';
import { type Piece, renderLine, styled, WIDTH } from './text.ts';

/** Columns of the bar itself. */
const BAR = 24;
/** Redrawing more often than this is work for nobody's eyes. */
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * One line at the lower end of a terminal that shows how far long work is. It is taken away
 * before anything else is written.
 */
export class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  readonly #now: () => number;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isShown = false;

  /** @param now milliseconds */
  constructor(stream: NodeJS.WriteStream, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  /** Shows it anew; with everything done it goes. */
  report(progress: Progress): void {
    if (progress.done >= progress.total) {
      this.hide();
      return;
    }
    if (this.#isShown && this.#now() - this.#drawnAt < EVERY_MS) return;
    this.#drawnAt = this.#now();
    this.#isShown = true;
    // A line that reaches the last column may wrap, and then cannot be taken back.
    const width = Math.min(WIDTH, this.#stream.columns || WIDTH) - 1;
    this.#stream.write(`${CLEAR_LINE}${renderLine(pieces(progress, width), this.#stream)}`);
  }

  /** Takes it away, until the next report. */
  hide(): void {
    if (this.#isShown) this.#stream.write(CLEAR_LINE);
    this.#isShown = false;
  }
}

/** Whether a stream shows a line that is drawn over itself. */
export function showsProgress(stream: NodeJS.WriteStream, term: string | undefined): boolean {
  return stream.isTTY && term !== 'dumb';
}

function pieces({ label, done, total, detail }: Progress, width: number): readonly Piece[] {
  const share = Math.min(1, Math.max(0, done / total));
  const percent = `${Math.floor(100 * share)} %`.padStart(5);
  const head = `  ${displayLine(label)} `;
  const tail = `${percent}  ${displayLine(detail)}`;
  if (head.length + BAR + tail.length > width) return [`${head}${tail}`.slice(0, width)];
  const filled = Math.floor(BAR * share);
  return [
    head,
    styled('green', '\u2588'.repeat(filled)),
    styled('dim', '\u2591'.repeat(BAR - filled)),
    tail,
  ];
}
