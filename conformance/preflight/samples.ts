import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PinnedDistribution } from '../real-distributions/distributions.ts';

/**
 * Distributions as they lie on PyPI, small ones: the newest of their projects (2026-11), of as many
 * build backends as there are, and odd ones: tags of every kind, data and script folders, one
 * member, wheels packed by Bazel and by tools of one project. One a line, by project.
 */
export const SAMPLES: readonly PinnedDistribution[] = readFileSync(
  join(import.meta.dirname, 'samples.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as PinnedDistribution);
