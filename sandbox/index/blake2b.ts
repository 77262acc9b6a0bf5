// BLAKE2b (RFC 7693) with a digest of 32 bytes, which Node's own `blake2b512` cannot give.

const IV: readonly bigint[] = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

const SIGMA: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/** The four words of each of the eight mixes of a round: four columns, then four diagonals. */
const MIXES: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

const BLOCK = 128;

const low = (word: bigint): number => Number(BigInt.asUintN(32, word)) | 0;
const high = (word: bigint): number => Number(BigInt.asUintN(32, word >> 32n)) | 0;

/** 64-bit words as pairs of 32-bit halves: [low, high, low, high, …]. */
const halves = (words: readonly bigint[]): Int32Array =>
  Int32Array.from(words.flatMap((word) => [low(word), high(word)]));

/** Mixes words a and b: v[a] += v[b] + x. */
function add(v: Int32Array, a: number, b: number, xLow: number, xHigh: number): void {
  const sum = ((v[a * 2] ?? 0) >>> 0) + ((v[b * 2] ?? 0) >>> 0) + (xLow >>> 0);
  v[a * 2] = sum;
  v[a * 2 + 1] =
    (v[a * 2 + 1] ?? 0) + (v[b * 2 + 1] ?? 0) + xHigh + Math.floor(sum / 0x1_0000_0000);
}

/** v[a] = (v[a] ^ v[b]) rotated right. */
function xorRotate(v: Int32Array, a: number, b: number, bits: 32 | 24 | 16 | 63): void {
  const l = (v[a * 2] ?? 0) ^ (v[b * 2] ?? 0);
  const h = (v[a * 2 + 1] ?? 0) ^ (v[b * 2 + 1] ?? 0);
  if (bits === 32) {
    v[a * 2] = h;
    v[a * 2 + 1] = l;
  } else if (bits === 63) {
    v[a * 2] = (l << 1) | (h >>> 31);
    v[a * 2 + 1] = (h << 1) | (l >>> 31);
  } else {
    v[a * 2] = (l >>> bits) | (h << (32 - bits));
    v[a * 2 + 1] = (h >>> bits) | (l << (32 - bits));
  }
}

function compress(state: Int32Array, block: Buffer, counter: number, last: boolean): void {
  const v = new Int32Array(32);
  v.set(state);
  v.set(halves(IV), 16);
  v[24] = (v[24] ?? 0) ^ (counter % 0x1_0000_0000);
  v[25] = (v[25] ?? 0) ^ Math.floor(counter / 0x1_0000_0000);
  if (last) {
    v[28] = ~(v[28] ?? 0);
    v[29] = ~(v[29] ?? 0);
  }
  const message = new Int32Array(32);
  for (let i = 0; i < 32; i++) message[i] = block.readInt32LE(i * 4);
  for (let round = 0; round < 12; round++) {
    const order = SIGMA[round % 10] ?? [];
    MIXES.forEach(([a, b, c, d], mix) => {
      const x = (order[mix * 2] ?? 0) * 2;
      const y = (order[mix * 2 + 1] ?? 0) * 2;
      add(v, a, b, message[x] ?? 0, message[x + 1] ?? 0);
      xorRotate(v, d, a, 32);
      add(v, c, d, 0, 0);
      xorRotate(v, b, c, 24);
      add(v, a, b, message[y] ?? 0, message[y + 1] ?? 0);
      xorRotate(v, d, a, 16);
      add(v, c, d, 0, 0);
      xorRotate(v, b, c, 63);
    });
  }
  for (let i = 0; i < 16; i++) state[i] = (state[i] ?? 0) ^ (v[i] ?? 0) ^ (v[i + 16] ?? 0);
}

/** The lower-case hex of BLAKE2b-256 over the chunks. */
export async function blake2b256(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<string> {
  const state = halves(IV);
  state[0] = (state[0] ?? 0) ^ 0x0101_0020; // depth 1, fanout 1, 32 bytes of digest
  let rest: Buffer = Buffer.alloc(0);
  let counter = 0;
  for await (const chunk of chunks) {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    // The last block is compressed differently, so one stays back, be it a full one.
    for (; data.length - at > BLOCK; at += BLOCK) {
      counter += BLOCK;
      compress(state, data.subarray(at, at + BLOCK), counter, false);
    }
    rest = data.subarray(at);
  }
  const block = Buffer.alloc(BLOCK);
  rest.copy(block);
  compress(state, block, counter + rest.length, true);
  const digest = Buffer.alloc(32);
  for (let i = 0; i < 8; i++) digest.writeInt32LE(state[i] ?? 0, i * 4);
  return digest.toString('hex');
}
