import { PublishError } from '../../errors.ts';
import { distributionVersion } from '../../packaging/distribution-filename.ts';
import { compareVersions } from '../../packaging/version-order.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { SimpleProject } from '../../pypi/simple/simple-api.ts';
import type { PlannedRelease, ReleasePlan } from './plan.ts';

/** PyPI takes new files of a release for this long after its first (since 2026-07-08). */
const RELEASE_OPEN_MS = 14 * 24 * 60 * 60 * 1000;
/** Statuses (PEP 792) of projects that take no files. */
const CLOSED = ['archived', 'quarantined'];

/**
 * Refuses, before anything is signed, what PyPI would refuse for the state of a project: one
 * that is archived or quarantined, and new files of a release older than 14 days.
 * @param now milliseconds since the epoch
 * @throws PublishError `upload-forbidden`, `upload-rejected`
 */
export function refuseClosedProjects(
  plan: ReleasePlan,
  states: ReadonlyMap<string, ProjectState>,
  index: IndexProfile,
  now: number,
): void {
  for (const release of plan.releases) {
    const state = states.get(release.project);
    if (state?.kind !== 'exists' || !release.files.some(({ action }) => action === 'upload')) {
      continue;
    }
    const status = state.page['project-status']?.status ?? 'active';
    if (CLOSED.includes(status)) throw closedProject(release, status, index);
    const first = firstUpload(state.page, release);
    if (index.kind !== 'other' && first !== undefined && now - first > RELEASE_OPEN_MS) {
      throw closedRelease(release, first, index);
    }
  }
}

/** When the index took the first file of a release, as far as its page still shows. */
function firstUpload(page: SimpleProject, { isNew, files }: PlannedRelease): number | undefined {
  if (isNew) return undefined;
  const version = files[0]?.distribution.parsedFilename.version;
  const times = page.files
    .filter(({ filename }) => {
      const listed = distributionVersion(filename);
      return listed && version && compareVersions(listed, version) === 0;
    })
    .map((file) => Date.parse(file['upload-time'] ?? ''))
    .filter((time) => !Number.isNaN(time));
  // Not by spreading them: a page can list more files than a call may have arguments.
  return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
}

function closedProject(
  { project }: PlannedRelease,
  status: string,
  index: IndexProfile,
): PublishError {
  return new PublishError({
    code: 'upload-forbidden',
    message: `${project} is ${status} on ${index.title}, which takes no files of it.`,
    remedy:
      status === 'archived'
        ? `An owner can end that in the project's settings: ${index.siteUrl}/manage/project/${encodeURIComponent(project)}/settings/. Then run the job again.`
        : 'The people who run the index have done that, most often because of a report. Write to them.',
  });
}

function closedRelease(
  { project, version }: PlannedRelease,
  first: number,
  index: IndexProfile,
): PublishError {
  const date = new Date(first).toISOString().slice(0, 10);
  return new PublishError({
    code: 'upload-rejected',
    message: `${project} ${version} is on ${index.title} since ${date}, and ${index.title} takes new files of a release for 14 days only.`,
    remedy:
      'Give the project a new version and publish that. The files that are there stay as they are, and installers still find them.',
  });
}
