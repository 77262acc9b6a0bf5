/** How long any answer may take, and at what rate a long one must come after that. */
const PATIENCE_MS = 60_000;
const LEAST_BYTES_PER_MS = 8;

/**
 * Reads a body to its end, up to a limit of bytes and of time: a server that sends a byte now and
 * then, and so is never silent for long, would hold a run for ever.
 * @param patienceMs how long a short body may take, in milliseconds
 * @throws Error when it is longer than `maxBytes`, or comes too slowly
 */
export async function readBody(
  body: AsyncIterable<Uint8Array> & { destroy?(): unknown },
  maxBytes: number,
  patienceMs: number = PATIENCE_MS,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const start = performance.now();
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new Error(`the answer is longer than ${maxBytes} bytes`);
    }
    if (performance.now() - start > patienceMs + length / LEAST_BYTES_PER_MS) {
      throw new Error('the answer comes too slowly');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
