import type { Target } from './target.ts';
import { ANSWERS } from './targets/answers.ts';
import { ARCHIVES } from './targets/archives.ts';
import { CHECKOUTS } from './targets/checkouts.ts';
import { LOCKS } from './targets/locks.ts';
import { PACKAGING } from './targets/packaging.ts';
import { RELEASES } from './targets/releases.ts';
import { SIGNATURES } from './targets/signatures.ts';
import { unpackedSdist } from './targets/unpacked-sdist.ts';

/** Every reader that is fuzzed. */
export const TARGETS: readonly Target[] = [
  ...ARCHIVES,
  unpackedSdist(),
  ...PACKAGING,
  ...RELEASES,
  ...SIGNATURES,
  ...ANSWERS,
  ...LOCKS,
  ...CHECKOUTS,
];
