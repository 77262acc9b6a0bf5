import type { Log } from '../log.ts';

/**
 * Tells how far work is that is counted in things of one kind.
 * @param things in the plural
 * @returns to be called as each is done
 */
export function countedProgress(
  label: string,
  total: number,
  things: string,
  log: Log,
): () => void {
  let done = 0;
  return () => {
    done += 1;
    log.progress({ label, done, total, detail: `${done} of ${total} ${things}` });
  };
}
