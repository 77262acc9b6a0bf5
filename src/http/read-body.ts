import { sizeText } from '../text/size-text.ts';

/** How long any answer may take, and at what rate a long one must come after that. */
const PATIENCE_MS = 60_000;
const LEAST_BYTES_PER_MS = 8;

/** How much of a body is read, and for how long. */
interface BodyLimits {
  readonly maxBytes: number;
  /** Whether a longer one is cut there; otherwise it is refused. */
  readonly cut?: boolean;
  /** How long a short body may take, in milliseconds. */
  readonly patienceMs?: number;
}

/** A body is longer than any honest one: another try would bring no other. */
export class TooLong extends Error {
  constructor(maxBytes: number) {
    super(`the answer is longer than ${sizeText(maxBytes)}`);
  }
}

/**
 * A body up to a limit of bytes and of time: a server that sends a byte now and then, and so is
 * never silent for long, would hold a run for ever.
 * @throws TooLong where it is not to be cut; Error when it comes too slowly
 */
export async function* boundedBody(
  body: AsyncIterable<Uint8Array>,
  { maxBytes, cut = false, patienceMs = PATIENCE_MS }: BodyLimits,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  const start = performance.now();
  for await (const chunk of body) {
    const room = maxBytes - length;
    length += chunk.length;
    if (length > maxBytes) {
      if (!cut) throw new TooLong(maxBytes);
      yield chunk.subarray(0, room);
      return;
    }
    if (performance.now() - start > patienceMs + length / LEAST_BYTES_PER_MS) {
      throw new Error('the answer comes too slowly');
    }
    yield chunk;
  }
}

/**
 * Reads a body to its end, up to the same limits.
 * @throws Error as {@link boundedBody} does
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  limits: BodyLimits,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of boundedBody(body, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
