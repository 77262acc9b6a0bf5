import { between, pick, type Random } from './random.ts';
import type { TargetName } from './target.ts';

/**
 * What is hit how often, and up to the how many-th request: uploads are what a release is about, and
 * of some requests there are one or two in a whole run.
 */
const WEIGHTS: readonly (readonly [target: TargetName, weight: number, most: number])[] = [
  ['upload', 4, 6],
  ['simple', 2, 5],
  ['rekor', 2, 6],
  ['rekor-entry', 1, 2],
  ['fulcio', 1, 2],
  ['id-token', 2, 3],
  ['mint', 2, 2],
  ['audience', 1, 1],
  ['discovery', 1, 1],
  ['integrity', 1, 4],
  ['burn', 1, 1],
];

const TARGETS = WEIGHTS.flatMap(([target, weight, most]) =>
  Array.from({ length: weight }, () => ({ target, most })),
);

/** Trouble that may pass. */
const PASSING: readonly string[] = [
  '503',
  '503,retry-after=0',
  '503,retry-after=1',
  '503,retry-after-date=1',
  '500',
  '502,retry-after=0',
  '502,stored,retry-after=0',
  '504,stored',
  '429,retry-after=1',
  '408,retry-after=0',
  '425,retry-after=0',
  'drop',
  'drop,unread',
  'drop,stored',
  'reset',
  'reset,stored',
  'garbage',
  'garbage,stored',
  'half',
  'html',
  'html,stored',
  'json',
  'json,stored',
  'slow,ms=1500',
  'trickle,ms=2',
];

/** Trouble that stays, told at once; silence is rare, because it takes half a minute or two. */
const LASTING: readonly string[] = [
  '503,retry-after=86400',
  '503,retry-after=86400',
  '502,stored,retry-after=86400',
  '429,retry-after=86400',
  'drop,stored',
  'drop',
  '403,text=Invalid API Token: token is expired',
  '400,text=Invalid classifier.',
  '401',
  '404',
  '500,text=',
];

const CONDITIONS: readonly string[] = [
  'token-lifetime=2',
  'token-lifetime=60',
  'certificate-lifetime=60',
  'clock=-20',
  'clock=25',
  'clock=600',
];

/** Faults by chance, as texts for a person to read and to give again. */
export function randomFaults(random: Random): readonly string[] {
  const faults = Array.from({ length: between(random, 1, 5) }, () => randomFault(random));
  return random() < 0.15 ? [...faults, pick(random, CONDITIONS)] : faults;
}

function randomFault(random: Random): string {
  const fault = anyFault(random);
  // Whoever answers an upload with 200 and JSON is the index, as far as anybody can tell.
  return /^upload#.*=json$/.test(fault) ? fault.replace('json', 'html') : fault;
}

function anyFault(random: Random): string {
  const { target, most } = pick(random, TARGETS);
  const first = between(random, 1, most);
  const chance = random();
  if (chance < 0.02) return `${target}#${first}=stall`;
  if (chance < 0.2) return `${target}#${first}+=${pick(random, LASTING)}`;
  const last = first + (chance < 0.4 ? between(random, 1, 3) : 0);
  const which = last > first ? `${first}-${last}` : String(first);
  return `${target}#${which}=${pick(random, PASSING)}`;
}
