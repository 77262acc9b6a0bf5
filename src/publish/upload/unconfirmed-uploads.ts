import { PublishError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { PlannedRelease } from '../plan/plan.ts';
import type { FileReport, ReleaseRecord } from '../report.ts';

/** A release can have hundreds of wheels, all of them with the same answer. */
const MOST_SHOWN = 8;

/**
 * Warns of files whose upload was answered without saying that they were stored, on an index that
 * cannot be queried for them.
 */
export function warnUnconfirmed(record: ReleaseRecord, index: IndexProfile, log: Log): void {
  const files = record.files.filter(({ status }) => status === 'unconfirmed');
  if (files.length === 0) return;
  log.warning(
    `${index.title} did not say that it stored ${namesOf(files)}: ${files[0]?.reason}. Check the index for ${files.length === 1 ? 'it' : 'them'}. ${remedy(index)}`,
  );
}

/**
 * The error of a release whose sdist was held back, because a wheel of it is not known to be there:
 * installers would build from the sdist.
 * @returns undefined where nothing was held back for that
 */
export function heldBackSdist(
  release: PlannedRelease,
  record: ReleaseRecord,
  index: IndexProfile,
): PublishError | undefined {
  const names = new Set(release.files.map(({ distribution }) => distribution.filename));
  const files = record.files.filter(({ distribution }) => names.has(distribution.filename));
  const wheels = files.filter(({ status }) => status === 'unconfirmed');
  const sdist = release.files.find(
    ({ turn, distribution }) =>
      turn === 'last' && record.statusOf(distribution.filename) === 'not-tried',
  );
  if (wheels.length === 0 || !sdist) return undefined;
  return new PublishError({
    code: 'upload-failed',
    message: `${index.title} did not say that it stored ${namesOf(wheels)}: ${wheels[0]?.reason}. ${sdist.distribution.filename} was not uploaded, because installers would build from it if a wheel is missing.`,
    remedy: `${remedy(index)} Then run the job again.`,
  });
}

function remedy({ simpleUrl }: IndexProfile): string {
  return simpleUrl === undefined
    ? 'Set `index-url` to the root of the Simple API of the index, so that the files can be looked up.'
    : 'The index lists files without their SHA-256, so that they cannot be compared: check them there.';
}

function namesOf(files: readonly FileReport[]): string {
  const names = files.map(({ distribution }) => distribution.filename);
  const left = names.length - MOST_SHOWN;
  return `${names.slice(0, MOST_SHOWN).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
