import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Random, seededRandom } from '../sandbox/faults/random.ts';
import { Coverage } from './coverage.ts';
import { mutate } from './mutate.ts';
import type { Target } from './target.ts';

export interface Exploration {
  readonly inputs: number;
  /** How many inputs the reader took. */
  readonly taken: number;
  /** Functions of `src/` that have run, and blocks in them that have not. */
  readonly functions: number;
  readonly missing: number;
  /** What was kept because it, or its neighbours, reached something new. */
  readonly corpus: number;
  /** Bytes by which the heap has grown after the first tenth. */
  readonly growth: number;
}

export interface Limits {
  readonly seed: number;
  readonly inputs: number;
  /** Milliseconds. */
  readonly time: number;
}

/** Bytes that a heap may grow by: caches of V8, and no more. */
export const MOST_GROWTH = 48 * 1024 * 1024;

/** Asking V8 takes longer than most readers do. */
const BATCH = 32;
const MOST_KEPT = 2_000;

/**
 * Feeds a reader with altered inputs, and goes on from those that reach new code.
 * @param before told of each input before the reader gets it
 * @throws what the reader threw and may not throw
 */
export async function explore(
  target: Target,
  limits: Limits,
  before: (input: Buffer) => void,
): Promise<Exploration> {
  const random: Random = seededRandom(limits.seed);
  const corpus = [...(await target.seeds())];
  const coverage = new Coverage();
  await coverage.start();
  const end = performance.now() + limits.time;
  let inputs = 0;
  let taken = 0;
  let heapAtFirst: number | undefined;
  for (const seed of corpus) {
    before(seed);
    if (await takes(target, seed)) taken += 1;
    inputs += 1;
  }
  if (corpus.length === 0 || taken === 0) throw new Error(`${target.name} takes none of its seeds`);
  await coverage.hasGrown();
  while (inputs < limits.inputs && performance.now() < end) {
    const batch = Array.from({ length: BATCH }, () => {
      // Every other time from what was found last: there is more beside it.
      const newest = random() < 0.5 ? corpus.slice(-16) : corpus;
      const start = newest[Math.floor(random() * newest.length)] ?? Buffer.alloc(0);
      return mutate(start, random, corpus, target.words);
    });
    for (const input of batch) {
      before(input);
      if (await takes(target, input)) taken += 1;
    }
    inputs += batch.length;
    // Handles that were given up (zlib's) are freed by the event loop, which promises alone do not turn.
    await setImmediate();
    // A piece of a buffer would keep the whole of it.
    if ((await coverage.hasGrown()) && corpus.length < MOST_KEPT)
      corpus.push(...batch.map((input) => Buffer.from(input)));
    if (
      heapAtFirst === undefined &&
      (inputs * 10 > limits.inputs || performance.now() > end - limits.time * 0.9)
    ) {
      heapAtFirst = (await heap()) - sizeOf(corpus);
    }
  }
  const growth = (await heap()) - sizeOf(corpus) - (heapAtFirst ?? 0);
  const { functions, missing } = coverage;
  return { inputs, taken, functions, missing, corpus: corpus.length, growth };
}

async function takes(target: Target, input: Buffer): Promise<boolean> {
  try {
    await target.run(input);
    return true;
  } catch (error) {
    if (!target.isRefusal(error)) throw error;
    return false;
  } finally {
    refusePollution();
  }
}

/** Keys of hostile JSON, TOML or YAML must never become properties of every object. */
function refusePollution(): void {
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype]) {
    const [key] = Object.keys(prototype);
    if (key !== undefined) throw new Error(`every object has ${JSON.stringify(key)} from now on`);
  }
}

/** What is left when streams that were given up have closed. */
async function heap(): Promise<number> {
  for (let turn = 0; turn < 5; turn++) {
    globalThis.gc?.();
    await setTimeout(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const sizeOf = (corpus: readonly Buffer[]): number =>
  corpus.reduce((sum, { length }) => sum + length, 0);
