import type { Clock } from '../../clock.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Looks again and again, with longer and longer waits, until a look says that it is over or the
 * time is up. There is always one look.
 * @param end no look starts later; milliseconds since the epoch
 * @param look resolves to whether it is over
 */
export async function pollUntil(
  end: number,
  clock: Clock,
  look: () => Promise<boolean>,
): Promise<void> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    if ((await look()) || clock.now() + waitMs > end) return;
    await clock.sleep(waitMs);
  }
}
