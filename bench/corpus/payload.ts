import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

/** Content that is packed and measured once and stands in many members. */
export interface Payload {
  readonly data: Uint8Array;
  readonly size: number;
  readonly crc: number;
  /** In the form of RECORD. */
  readonly digest: string;
}

const WORDS = 2048;
const SAMPLE_BYTES = 256 * 1024;

export function packed(content: Uint8Array): Payload {
  return {
    data: deflateRawSync(content),
    size: content.length,
    crc: crc32(content),
    digest: createHash('sha256').update(content).digest('base64url'),
  };
}

/**
 * Content that deflates to about `bytes`, a little less than half of its size, as compiled code and
 * Python sources do. The same every time.
 */
export function makePayload(bytes: number): Payload {
  const sample = words(Math.min(SAMPLE_BYTES, 3 * bytes));
  const ratio = sample.length / deflateRawSync(sample).length;
  return packed(words(Math.round(bytes * ratio)));
}

/** Words of a fixed vocabulary in an order that does not repeat. */
function words(bytes: number): Buffer {
  const next = numbers();
  const vocabulary = Array.from({ length: WORDS }, () => {
    const word = Buffer.alloc(4 + (next() % 12));
    for (let at = 0; at < word.length; at++) word[at] = next() % 251;
    return word;
  });
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; ) {
    const word = vocabulary[next() % WORDS];
    if (word === undefined) break;
    at += word.copy(content, at);
  }
  return content;
}

/** Marsaglia's xorshift32. */
function numbers(): () => number {
  let state = 0x9e37_79b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
