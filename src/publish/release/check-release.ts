import { PublishError } from '../../errors.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { Deps } from '../../run/deps.ts';
import { sizeText } from '../../text/size-text.ts';
import type { PublishConfig } from '../config.ts';
import { filesToDo, type ReleasePlan } from '../plan/plan.ts';
import type { ReleaseRecord } from '../report.ts';
import { warnOfRelease } from '../warn-of-release.ts';
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

const GIBIBYTE = 1024 ** 3;
/** What PyPI stores of a project unless its limit was raised (Warehouse's constants, 2026-08). */
const DEFAULT_LIMIT = 10 * GIBIBYTE;

/**
 * Projects whose files, with those of this release, are larger in total than PyPI stores by
 * default. Where they already are, the limit was raised, and what it is now is not known.
 * @param states by project, in normal form; sizes are those of the listing (PEP 700)
 * @returns a warning for each such project
 */
export function beyondQuota(
  plan: ReleasePlan,
  states: ReadonlyMap<string, ProjectState>,
  index: IndexProfile,
): readonly string[] {
  if (index.kind === 'other') return [];
  const uploads = filesToDo(plan, 'upload').map(({ distribution }) => distribution);
  return [...Map.groupBy(uploads, ({ project }) => project)].flatMap(([project, files]) => {
    const state = states.get(project);
    const listed = state?.kind === 'exists' ? total(state.page.files) : 0;
    const added = total(files);
    if (listed > DEFAULT_LIMIT || listed + added <= DEFAULT_LIMIT) return [];
    return [
      `${project} has ${sizeText(listed)} on ${index.title}, and this release adds ${sizeText(added)}: together more than the ${sizeText(DEFAULT_LIMIT)} that ${index.title} stores per project unless the limit was raised (as of 2026-08). If it was not, the upload that goes beyond it is rejected. Before publishing, delete old pre-releases in the project's settings, or request a higher limit: https://docs.pypi.org/project-management/storage-limits/. Once a file of a version is uploaded, the rest must follow within 14 days.`,
    ];
  });
}

/** A size that the listing does not have, or that cannot be one, counts as 0. */
function total(files: readonly { readonly size?: number | undefined }[]): number {
  return files.reduce((sum, { size = 0 }) => sum + Math.max(0, size), 0);
}
