import { setTimeout as sleep } from 'node:timers/promises';

/** Up to three tries: a registry may have a bad moment, and what is pinned does not change. */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3) {
        throw error;
      }
      await sleep(attempt * 3_000);
    }
  }
}
