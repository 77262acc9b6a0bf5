import type { CorpusShape } from './corpus/corpus.ts';
import {
  HUNDRED,
  LARGE,
  MIDDLING,
  PAIR,
  SMALL_HUNDRED,
  SMALL_THOUSAND,
  TWENTY,
} from './corpus/corpus.ts';

/** A line of the table: what is published, how far away the services are, and how often. */
export interface Scenario {
  readonly name: string;
  readonly shape: CorpusShape;
  /** By how much the latencies are multiplied; 0 for none. */
  readonly latency: number;
  /** Rounds, where fewer than asked for will do: what waits most of the time varies little. */
  readonly mostRounds?: number;
  /** Whether the peers run too. */
  readonly peers: boolean;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'pair', shape: PAIR, latency: 0, peers: true },
  { name: 'pair-latency', shape: PAIR, latency: 1, peers: true },
  { name: 'twenty', shape: TWENTY, latency: 0, peers: true },
  { name: 'twenty-latency', shape: TWENTY, latency: 1, mostRounds: 1, peers: true },
  { name: 'hundred', shape: HUNDRED, latency: 0, peers: true },
  { name: 'hundred-latency', shape: HUNDRED, latency: 1, mostRounds: 1, peers: true },
  { name: 'large', shape: LARGE, latency: 0, peers: true },
  { name: 'small-hundred', shape: SMALL_HUNDRED, latency: 0, peers: false },
  { name: 'small-thousand', shape: SMALL_THOUSAND, latency: 0, peers: false },
];

/** Less of everything, for a first look. */
export const QUICK_SCENARIOS: readonly Scenario[] = [
  { name: 'pair', shape: PAIR, latency: 0, mostRounds: 2, peers: true },
  { name: 'twenty-latency', shape: TWENTY, latency: 0.1, mostRounds: 1, peers: true },
  { name: 'large', shape: MIDDLING, latency: 0, mostRounds: 1, peers: true },
  { name: 'small-hundred', shape: SMALL_HUNDRED, latency: 0, mostRounds: 1, peers: false },
];
