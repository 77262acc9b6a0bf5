import type { HttpBody } from './messages.ts';

/** The same body, telling how many bytes have been taken from it in this pass so far. */
export function observedBody<T extends HttpBody>(body: T, onBytes: (taken: number) => void): T {
  return {
    ...body,
    async *chunks() {
      let taken = 0;
      for await (const chunk of body.chunks()) {
        yield chunk;
        taken += chunk.length;
        onBytes(taken);
      }
    },
  };
}
