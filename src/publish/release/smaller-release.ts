import {
  distributionVersion,
  parseDistributionFilename,
  type SdistFilename,
  type WheelFilename,
} from '../../packaging/distribution-filename.ts';
import { formatVersion, type Version } from '../../packaging/version.ts';
import { compareVersions } from '../../packaging/version-order.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { SimpleFile, SimpleProject } from '../../pypi/simple/simple-api.ts';
import type { PlannedRelease, ReleasePlan } from '../plan/plan.ts';
import { lostContents, releaseContents } from './release-contents.ts';

/**
 * Releases that lack something the release before had, which the index lists: an sdist, or wheels
 * for a platform. What the index has of the release itself counts, too.
 * @param states by project, in normal form
 * @returns a sentence for each such release
 */
export function smallerReleases(
  { releases }: ReleasePlan,
  states: ReadonlyMap<string, ProjectState>,
): readonly string[] {
  return releases.flatMap((release) => {
    const state = states.get(release.project);
    const isUploaded = release.files.some(({ action }) => action === 'upload');
    return state?.kind === 'exists' && isUploaded ? (smaller(release, state.page) ?? []) : [];
  });
}

/** An index can list any number of files of one version. */
const MOST_FILES = 2_000;

function smaller(release: PlannedRelease, page: SimpleProject): string | undefined {
  const { project, version, files } = release;
  const own = files.map(({ distribution }) => distribution.parsedFilename);
  const current = own[0]?.version;
  const before = current && versionBefore(current, page);
  if (!before) return undefined;
  const lost = lostContents(
    releaseContents(listedFiles(page, before)),
    releaseContents([...own, ...listedFiles(page, current)]),
  );
  if (lost.length === 0) return undefined;
  return `${project} ${version} has less than ${formatVersion(before)}, the release before it: ${lost.join('; ')}.`;
}

/** The newest version before another one: a final one before a final one, if there is any. */
function versionBefore(version: Version, page: SimpleProject): Version | undefined {
  let newest: Version | undefined;
  let newestFinal: Version | undefined;
  for (const file of page.files) {
    const listed = isYanked(file) ? undefined : distributionVersion(file.filename);
    if (!listed || compareVersions(listed, version) >= 0) continue;
    if (!newest || compareVersions(listed, newest) > 0) newest = listed;
    if (isFinal(listed) && (!newestFinal || compareVersions(listed, newestFinal) > 0)) {
      newestFinal = listed;
    }
  }
  return isFinal(version) ? (newestFinal ?? newest) : newest;
}

/** What the index lists of a version, one at a time: a name can have thousands of tags. */
function* listedFiles(
  page: SimpleProject,
  version: Version,
): Generator<SdistFilename | WheelFilename> {
  let count = 0;
  for (const file of page.files) {
    const listed = isYanked(file) ? undefined : distributionVersion(file.filename);
    if (!listed || compareVersions(listed, version) !== 0) continue;
    const parsed = parseDistributionFilename(file.filename);
    if (parsed) yield parsed;
    count += 1;
    if (count === MOST_FILES) return;
  }
}

/** A yanked release is not what users have, and may have been yanked for what it lacks. */
function isYanked({ yanked }: SimpleFile): boolean {
  return yanked !== undefined && yanked !== false;
}

function isFinal({ pre, dev }: Version): boolean {
  return pre === undefined && dev === undefined;
}
