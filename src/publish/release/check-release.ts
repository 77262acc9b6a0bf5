import { PublishError } from '../../errors.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';
import type { ReleasePlan } from '../plan/plan.ts';
import type { ReleaseRecord } from '../release-record.ts';
import { warnOfRelease } from '../warn-of-release.ts';
import { beyondQuota } from './project-quota.ts';
import { smallerReleases } from './smaller-release.ts';

/**
 * Compares a release with what the index lists of its projects, before anything is signed.
 * @param states by project, in normal form
 * @throws PublishError `incomplete-release`, with `require-complete`, for a release that is smaller
 *   than the one before or that cannot be compared
 */
export function checkRelease(
  plan: ReleasePlan,
  states: ReadonlyMap<string, ProjectState>,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Pick<Deps, 'log'>,
): void {
  const smaller = smallerReleases(plan, states);
  if (config.requireComplete) requireComplete(smaller, states, config);
  for (const text of smaller) {
    warnOfRelease(`${text} Most often an artifact of the build was not downloaded.`, record, deps);
  }
  for (const text of beyondQuota(plan, states, config.index)) warnOfRelease(text, record, deps);
}

function requireComplete(
  smaller: readonly string[],
  states: ReadonlyMap<string, ProjectState>,
  { index }: PublishConfig,
): void {
  if (smaller.length > 0) {
    throw new PublishError({
      code: 'incomplete-release',
      message: smaller.join('\n'),
      remedy:
        'Most often an artifact of the build was not downloaded, or a job of the matrix was skipped. If less is intended, publish this release without `require-complete`.',
    });
  }
  const unknown = [...states].filter(([, state]) => state.kind === 'unknown');
  if (unknown.length === 0) return;
  throw new PublishError({
    code: 'incomplete-release',
    message: `Whether the release is complete is not known: what ${index.title} has of ${unknown.map(([project]) => project).join(', ')} cannot be looked up.`,
    remedy: 'Set `index-url` to the root of the Simple API, or leave `require-complete` out.',
  });
}
