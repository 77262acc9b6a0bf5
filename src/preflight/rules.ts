import { localVersion } from './local-version.ts';
import { normalizedFilename } from './normalized-filename.ts';
import { oneSdist } from './one-sdist.ts';
import type { Rule } from './rule.ts';
import { sameDistribution } from './same-distribution.ts';

/** Every rule, in the order in which findings are shown. */
export const RULES: readonly Rule[] = [
  localVersion,
  normalizedFilename,
  oneSdist,
  sameDistribution,
];
