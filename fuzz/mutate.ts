import { between, type Random } from '../sandbox/faults/random.ts';

/** What every reader of text or bytes meets one day. */
const WORDS: readonly string[] = [
  '\0',
  '\r\n',
  '\n\n',
  '\u001b[2J',
  '\u202e',
  '\u2028',
  '\ufeff',
  '::error::',
  '%0A',
  '<script>',
  '__proto__',
  'constructor',
  'prototype',
  'null',
  'true',
  '-1',
  '1e999',
  '99999999999999999999',
  '[]',
  '{}',
  '""',
  '../',
  'C:\\',
  '\ud800',
];
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];
const LARGEST = 256 * 1024;

const below = (random: Random, end: number) => between(random, 0, end - 1);

function oneOf<T>(random: Random, items: readonly T[]): T {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const place = (bytes: Buffer, random: Random) => below(random, bytes.length + 1);

function stretch(bytes: Buffer, random: Random): readonly [from: number, to: number] {
  const from = place(bytes, random);
  const length = below(random, 2) === 0 ? below(random, 16) : below(random, bytes.length + 1);
  return [from, Math.min(bytes.length, from + length)];
}

function spliced(bytes: Buffer, from: number, to: number, middle: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);
}

const flip: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  for (let left = 1 + below(random, 4); left > 0 && changed.length > 0; left--) {
    const at = below(random, changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << below(random, 8));
  }
  return changed;
};

const overwrite: Mutation = (bytes, random) => {
  const number = Buffer.alloc(8);
  number.writeUInt32LE(oneOf(random, NUMBERS));
  const width = oneOf(random, [1, 2, 4, 8]);
  const value =
    below(random, 2) === 0 ? number.subarray(0, width) : number.subarray(0, width).reverse();
  const from = place(bytes, random);
  return spliced(bytes, from, Math.min(bytes.length, from + width), value);
};

const remove: Mutation = (bytes, random) => {
  const [from, to] = stretch(bytes, random);
  return spliced(bytes, from, to, Buffer.alloc(0));
};

const repeat: Mutation = (bytes, random) => {
  const [from, to] = stretch(bytes, random);
  const times = oneOf(random, [1, 2, 8, 64, 1024]);
  const once = bytes.subarray(from, to);
  const most = Math.max(1, Math.floor(LARGEST / Math.max(1, once.length)));
  return spliced(bytes, to, to, Buffer.concat(Array(Math.min(times, most)).fill(once)));
};

const cross: Mutation = (bytes, random, others) => {
  const other = oneOf(random, others);
  const [from, to] = stretch(other, random);
  const [start, end] = stretch(bytes, random);
  return spliced(bytes, start, below(random, 2) === 0 ? start : end, other.subarray(from, to));
};

const cut: Mutation = (bytes, random) => bytes.subarray(0, place(bytes, random));

function insert(words: readonly string[]): Mutation {
  return (bytes, random) => {
    const word = Buffer.from(oneOf(random, words), 'utf8');
    const from = place(bytes, random);
    const over = below(random, 2) === 0 ? 0 : word.length;
    return spliced(bytes, from, Math.min(bytes.length, from + over), word);
  };
}

/**
 * An input that differs from `bytes` in one to five places.
 * @param others what has been interesting so far
 * @param words of the format
 */
export function mutate(
  bytes: Buffer,
  random: Random,
  others: readonly Buffer[],
  words: readonly string[],
): Buffer {
  const mutations = [flip, overwrite, remove, repeat, cross, cut, insert(WORDS)];
  if (words.length > 0) mutations.push(insert(words), insert(words));
  let changed = bytes;
  for (let left = 1 + below(random, 5); left > 0; left--) {
    changed = oneOf(random, mutations)(changed, random, others);
  }
  return changed.subarray(0, LARGEST);
}
