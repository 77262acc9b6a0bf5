import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import { sizeText } from '../../text/size-text.ts';
import { filesToDo, type ReleasePlan } from '../plan/plan.ts';

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
