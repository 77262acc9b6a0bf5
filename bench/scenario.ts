import type { CorpusShape } from './corpus/corpus.ts';
import {
  FORTY,
  HUNDRED,
  LARGE,
  MIDDLING,
  PAIR,
  SMALL_HUNDRED,
  SMALL_THOUSAND,
  TWENTY,
} from './corpus/corpus.ts';
import { LOCKED_UPLOAD, type UploadTimes, USUAL_UPLOAD } from './latency.ts';

/** A line of the table: what is published, how far away the services are, and how often. */
export interface Scenario {
  readonly name: string;
  readonly shape: CorpusShape;
  /** By how much the latencies are multiplied; 0 for none. */
  readonly latency: number;
  readonly upload: UploadTimes;
  /** Rounds, where fewer than asked for will do: what waits most of the time varies little. */
  readonly mostRounds?: number;
  /** Whether the peers run too. */
  readonly peers: boolean;
}

const AT_HOME = { latency: 0, upload: USUAL_UPLOAD } as const;
const IN_THE_WILD = { latency: 1, upload: USUAL_UPLOAD } as const;
const LOCKED = { latency: 1, upload: LOCKED_UPLOAD } as const;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'pair', shape: PAIR, ...AT_HOME, peers: true },
  { name: 'pair-latency', shape: PAIR, ...IN_THE_WILD, peers: true },
  { name: 'twenty', shape: TWENTY, ...AT_HOME, peers: true },
  { name: 'twenty-latency', shape: TWENTY, ...IN_THE_WILD, mostRounds: 1, peers: true },
  { name: 'forty-latency', shape: FORTY, ...IN_THE_WILD, mostRounds: 1, peers: true },
  { name: 'forty-locked', shape: FORTY, ...LOCKED, mostRounds: 1, peers: true },
  { name: 'hundred', shape: HUNDRED, ...AT_HOME, peers: true },
  { name: 'hundred-latency', shape: HUNDRED, ...IN_THE_WILD, mostRounds: 1, peers: true },
  { name: 'hundred-locked', shape: HUNDRED, ...LOCKED, mostRounds: 1, peers: true },
  { name: 'large', shape: LARGE, ...AT_HOME, peers: true },
  { name: 'small-hundred', shape: SMALL_HUNDRED, ...AT_HOME, peers: false },
  { name: 'small-thousand', shape: SMALL_THOUSAND, ...AT_HOME, peers: false },
];

/** Less of everything, for a first look. */
export const QUICK_SCENARIOS: readonly Scenario[] = [
  { name: 'pair', shape: PAIR, ...AT_HOME, mostRounds: 2, peers: true },
  {
    name: 'twenty-latency',
    shape: TWENTY,
    ...IN_THE_WILD,
    latency: 0.1,
    mostRounds: 1,
    peers: true,
  },
  { name: 'large', shape: MIDDLING, ...AT_HOME, mostRounds: 1, peers: true },
  { name: 'small-hundred', shape: SMALL_HUNDRED, ...AT_HOME, mostRounds: 1, peers: false },
];
