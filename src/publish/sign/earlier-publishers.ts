import { parseDistributionFilename } from '../../packaging/distribution-filename.ts';
import { formatVersion } from '../../packaging/version.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { type EarlierPublisher, earlierPublisher } from '../../pypi/simple/earlier-publisher.ts';
import { fetchProvenance } from '../../pypi/simple/integrity.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { SimpleFile } from '../../pypi/simple/simple-api.ts';
import type { Deps } from '../../run/deps.ts';

/** A release of more projects than this has its mistake in common. */
const MOST_PROJECTS = 3;

/** Who published the last attested file of each project; best effort, never an error. */
export async function findEarlierPublishers(
  states: ReadonlyMap<string, ProjectState>,
  index: IndexProfile,
  deps: Deps,
): Promise<readonly EarlierPublisher[]> {
  const asked = [...states].slice(0, MOST_PROJECTS).map(async ([project, state]) => {
    const file = state.kind === 'exists' ? lastAttested(state.page.files) : undefined;
    const version = file && parseDistributionFilename(file.filename)?.version;
    if (!file || !version) return undefined;
    const release = { project, version: formatVersion(version) };
    const provenance = await fetchProvenance({ ...release, filename: file.filename }, index, deps);
    return earlierPublisher(release, provenance?.attestation_bundles[0]?.publisher);
  });
  return (await Promise.all(asked)).filter((one) => one !== undefined);
}

function lastAttested(files: readonly SimpleFile[]): SimpleFile | undefined {
  return files
    .filter(({ provenance }) => typeof provenance === 'string')
    .reduce<SimpleFile | undefined>(
      (last, file) => (last && uploadTime(last) > uploadTime(file) ? last : file),
      undefined,
    );
}

const uploadTime = (file: SimpleFile) => Date.parse(file['upload-time'] ?? '') || 0;
