import { PublishError } from '../../errors.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import { parseSdistFilename } from '../../packaging/distribution-filename.ts';
import { compareVersions } from '../../packaging/version-order.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { SimpleFile } from '../../pypi/simple/simple-api.ts';
import type { Deps } from '../../run/deps.ts';
import type { ReleaseRecord } from '../report.ts';
import { filesToDo, type ReleasePlan } from './plan.ts';

/** A file to be uploaded, and the listed one that PyPI would refuse it for. */
interface Clash {
  readonly kind: 'same-bytes' | 'other-sdist';
  readonly distribution: Distribution;
  readonly listed: string;
}

/**
 * Refuses, before anything is signed, files that are not listed under their names but that PyPI
 * would refuse for another file of the project: it stores the same bytes once, whatever their name
 * ("File already exists"), and one sdist of a release ("Only one sdist may be uploaded per release",
 * Warehouse's forklift/legacy.py, 2026-08). `skip-existing` does not help: there would be no file of
 * this name. The rules of indexes without PyPI's paths are not known; there it is a warning.
 * @param states by project, in normal form
 * @throws PublishError `file-conflict`
 */
export function refuseListedElsewhere(
  plan: ReleasePlan,
  states: ReadonlyMap<string, ProjectState>,
  index: IndexProfile,
  record: ReleaseRecord,
  deps: Pick<Deps, 'log'>,
): void {
  const clashes = filesToDo(plan, 'upload').flatMap(({ distribution }) => {
    const state = states.get(distribution.project);
    return state?.kind === 'exists' ? (clash(distribution, state.page.files) ?? []) : [];
  });
  if (clashes.length === 0) return;
  if (!index.hasProjectPages) {
    for (const one of clashes) deps.log.warning(`${line(one, index)}. It may reject the upload.`);
    return;
  }
  for (const one of clashes) {
    record.update(one.distribution.filename, { status: 'failed', reason: line(one, index) });
  }
  throw new PublishError({
    code: 'file-conflict',
    message: message(clashes, index),
    remedy: [...new Set(clashes.map(({ kind }) => REMEDIES[kind]))].join('\n'),
  });
}

/** The name under which a listing has these bytes; undefined where it does not have them. */
export function otherNameOf(
  { filename, sha256 }: Pick<Distribution, 'filename' | 'sha256'>,
  files: readonly SimpleFile[],
): string | undefined {
  return files.find(
    (file) => file.filename !== filename && file.hashes['sha256']?.toLowerCase() === sha256,
  )?.filename;
}

function clash(distribution: Distribution, files: readonly SimpleFile[]): Clash | undefined {
  const same = otherNameOf(distribution, files);
  if (same !== undefined) return { kind: 'same-bytes', distribution, listed: same };
  const { parsedFilename, project } = distribution;
  if (parsedFilename.kind !== 'sdist') return undefined;
  const sdist = files.find(({ filename }) => {
    const parsed = parseSdistFilename(filename);
    return (
      parsed?.project === project && compareVersions(parsed.version, parsedFilename.version) === 0
    );
  });
  return sdist && { kind: 'other-sdist', distribution, listed: sdist.filename };
}

const REMEDIES: Readonly<Record<Clash['kind'], string>> = {
  'same-bytes':
    'PyPI stores the same bytes once, whatever their name, and would reject the upload. Most likely a file was copied or renamed: remove it from the release. A wheel with a build tag has to be built again, so that its bytes differ.',
  'other-sdist':
    'PyPI accepts one sdist for each version, and would reject the upload. Most likely an earlier release was built by another tool, which spells the name or the version of the file differently: remove this sdist from the release, or give the project a new version.',
};

function line({ kind, distribution, listed }: Clash, { title }: IndexProfile): string {
  return kind === 'same-bytes'
    ? `${distribution.filename}: ${title} has these bytes under the name ${listed}`
    : `${distribution.filename}: ${title} has another sdist of this version, ${listed}`;
}

/** A release can have hundreds of wheels, and they clash for one reason. */
const MOST_SHOWN = 8;

function message(clashes: readonly Clash[], index: IndexProfile): string {
  const [only] = clashes;
  if (only && clashes.length === 1) return `${line(only, index)}.`;
  const left = clashes.length - MOST_SHOWN;
  return [
    `${index.title} would reject ${clashes.length} files because of files that it has under other names:`,
    ...clashes.slice(0, MOST_SHOWN).map((one) => `  ${line(one, index)}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ].join('\n');
}
