import { PublishError } from '../errors.ts';

/** Refuses patterns that match nothing although others match: part of the release is not there. */
export function unmatchedPatterns(unmatched: readonly string[]): PublishError {
  const several = unmatched.length > 1;
  return new PublishError({
    code: 'incomplete-release',
    message: `${several ? 'These patterns' : 'A pattern'} of \`packages\` ${several ? 'match' : 'matches'} no file: ${unmatched.join(', ')}.`,
    remedy:
      onePatternPerLine(unmatched) ??
      'Most often the files were not built, or their artifact was not downloaded. If there are none on purpose, remove the pattern.',
  });
}

/**
 * What to do where a pattern looks like several: `dist/*.whl dist/*.tar.gz` on one line is one
 * pattern, with a space in it.
 */
export function onePatternPerLine(unmatched: readonly string[]): string | undefined {
  const line = unmatched.find((pattern) => /\S\s+\S/.test(pattern));
  if (line === undefined) return undefined;
  const lines = line.split(/\s+/).map((pattern) => `  ${pattern}`);
  return ['Write one pattern per line:', 'packages: |', ...lines].join('\n');
}
