import { resolve } from 'node:path';
import type { DistributionCandidate } from '../distributions/candidate.ts';
import { matches } from '../distributions/discover.ts';
import { sortFile } from '../distributions/found-files.ts';
import { PublishError } from '../errors.ts';
import { asPublishError } from '../run/end-of-run.ts';
import type { InspectConfig } from './config.ts';
import type { UnreadableFile } from './report.ts';

/** What an inspection's patterns name, each file once. */
export interface FilesToInspect {
  readonly distributions: readonly DistributionCandidate[];
  /** Absolute paths. */
  readonly others: readonly string[];
  /** Patterns that name no file, and what is named like a distribution and is not a file. */
  readonly problems: readonly UnreadableFile[];
}

/** Finds the files to inspect. Two files of one name may well be compared. */
export async function filesToInspect({
  patterns,
  workspace,
}: InspectConfig): Promise<FilesToInspect> {
  const distributions = new Map<string, DistributionCandidate>();
  const others = new Set<string>();
  const problems = new Map<string, UnreadableFile>();
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'));
  for (const pattern of patterns.filter((one) => !excluded.includes(one))) {
    let found = 0;
    for (const path of (await matches({ patterns: [pattern, ...excluded], workspace })).paths) {
      const sorted = await sortFile(path).catch((error: unknown) => asPublishError(error));
      if (sorted instanceof PublishError) {
        problems.set(path, { kind: 'unreadable', path, error: sorted });
      } else if (sorted.kind === 'distribution') {
        distributions.set(path, sorted.candidate);
      } else if (sorted.kind === 'stray') {
        others.add(path);
      } else {
        continue;
      }
      found += 1;
    }
    if (found === 0) {
      const path = resolve(workspace, pattern);
      problems.set(path, { kind: 'unreadable', path, error: nothing(pattern) });
    }
  }
  return {
    distributions: [...distributions.values()],
    others: [...others],
    problems: [...problems.values()],
  };
}

function nothing(pattern: string): PublishError {
  return new PublishError({
    code: 'no-distributions',
    message: `There is no file ${pattern}.`,
    remedy: 'Give paths or patterns of files that exist.',
  });
}
