import { type Cancellation, UncaughtFailure } from '../cancellation.ts';

/** SIGBREAK is what Windows has for SIGTERM. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How long running uploads may still take; the report must be written before the runner kills. */
const GRACE_MS = 4_000;

/** A {@link Cancellation} by the signals of this process. */
export interface SignalCancellation extends Cancellation {
  /**
   * To be called when the work is over and its report begins: signals change nothing from then on,
   * because their default action would end the process in the middle of the report.
   */
  reportBegins(): void;
}

/**
 * Listens for the signals that end a run, and for what is thrown and never caught, until the end of
 * this process.
 * @param warn shows a text to the user
 */
export function listenForCancellation(warn: (text: string) => void): SignalCancellation {
  const requested = new AbortController();
  const final = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isOver) return;
    if (requested.signal.aborted) {
      final.abort();
      return;
    }
    warn(
      `${signal}: this run is cancelled. No new work will start; running uploads have ${GRACE_MS / 1000} seconds to finish.`,
    );
    requested.abort();
    timer = setTimeout(() => final.abort(), GRACE_MS);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', (cause) => {
    if (isOver) return;
    final.abort(new UncaughtFailure(cause));
    requested.abort();
  });
  return {
    requested: requested.signal,
    final: final.signal,
    reportBegins() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
