import type { Cancellation } from '../cancellation.ts';
import type { Log } from '../log.ts';

/** SIGBREAK is what Windows has for SIGTERM. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What an upload under way gets to end in; the report must be written before the runner kills. */
const GRACE_MS = 4_000;

/** A {@link Cancellation} by the signals of this process, until `stop` is called. */
export function listenForCancellation(log: Log): Cancellation & { stop(): void } {
  const requested = new AbortController();
  const final = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (requested.signal.aborted) {
      final.abort();
      return;
    }
    log.warning(
      `${signal}: this run is cancelled. Nothing new is begun; what is under way gets ${GRACE_MS / 1000} seconds.`,
    );
    requested.abort();
    timer = setTimeout(() => final.abort(), GRACE_MS);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    requested: requested.signal,
    final: final.signal,
    stop() {
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
