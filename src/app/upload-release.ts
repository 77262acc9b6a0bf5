import pLimit from 'p-limit';
import { PublishError } from '../errors.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import type { ReleaseAttestations } from './attest-release.ts';
import type { UploadConfig } from './config.ts';
import type { Deps } from './deps.ts';
import type { PlannedFile, PlannedRelease, ReleasePlan } from './release-plan.ts';
import type { ReleaseRecord } from './release-record.ts';
import { type UploadEnd, uploadUntilDone } from './upload-attempts.ts';
import type { UploadCredentials } from './upload-credentials.ts';
import { UploadProgress } from './upload-progress.ts';

export interface UploadRelease {
  readonly plan: ReleasePlan;
  readonly index: IndexProfile;
  readonly attestations: ReleaseAttestations;
  readonly credentials: UploadCredentials;
  readonly uploading: UploadConfig;
}

/**
 * Uploads what the plan says: of a new version one file alone (PyPI answers 500 to files
 * that race to create it), then wheels at once, then the sdist, unless a wheel of its
 * release failed: installers would build from it. After a failure nothing new is started,
 * or, with `on-error: continue`, the rest is; what is under way is brought to its end.
 * @throws PublishError of the first failure
 */
export async function uploadRelease(
  input: UploadRelease,
  record: ReleaseRecord,
  deps: Deps,
): Promise<void> {
  const limit = pLimit(input.uploading.concurrency);
  const failures: PublishError[] = [];
  const uploadOne = (file: PlannedFile) =>
    limit(async () => {
      if (failures.length > 0 && input.uploading.onError === 'stop') return false;
      const error = await upload(file, input, record, deps);
      if (error) failures.push(error);
      return !error;
    });
  await Promise.all(input.plan.releases.map((release) => inOrder(release, uploadOne)));
  const [first] = failures;
  if (first) throw first;
}

async function inOrder(
  release: PlannedRelease,
  uploadOne: (file: PlannedFile) => Promise<boolean>,
): Promise<void> {
  const files = release.files.filter(({ action }) => action === 'upload');
  const isSdist = ({ distribution }: PlannedFile) => distribution.parsedFilename.kind === 'sdist';
  const alone = release.isNew ? files.slice(0, 1) : [];
  const rest = files.slice(alone.length);
  const first = await Promise.all(alone.map(uploadOne));
  const wheels = await Promise.all(rest.filter((file) => !isSdist(file)).map(uploadOne));
  if (![...first, ...wheels].every(Boolean)) return;
  await Promise.all(rest.filter(isSdist).map(uploadOne));
}

async function upload(
  { distribution }: PlannedFile,
  { index, attestations, credentials, uploading }: UploadRelease,
  record: ReleaseRecord,
  deps: Deps,
): Promise<PublishError | undefined> {
  const { filename } = distribution;
  const own = attestations.get(filename) ?? [];
  const progress = new UploadProgress(filename, deps);
  try {
    const end = await uploadUntilDone(
      {
        distribution,
        attestations: own,
        budgetMs: uploading.budgetMs,
        onProgress: (sent, total) => progress.report(sent, total),
      },
      index,
      credentials,
      deps,
    );
    if (end.kind === 'failed') throw failure(filename, end, index);
    const note = end.kind === 'uploaded' ? end.note : 'the same bytes were there already';
    record.update(filename, { status: end.kind, reason: note });
    deps.log.info(`${filename}: ${end.kind}${note === undefined ? '' : ` (${note})`}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    record.update(filename, { status: 'failed', reason: error.message });
    deps.log.info(`${filename}: failed (${error.code})`);
    return error;
  }
}

function failure(
  filename: string,
  end: Extract<UploadEnd, { kind: 'failed' }>,
  index: IndexProfile,
): PublishError {
  return new PublishError({
    code: end.code,
    message: `${index.title} did not take ${filename}: ${end.reason}`,
    remedy: REMEDIES[end.code],
  });
}

const REMEDIES: Readonly<Record<Extract<UploadEnd, { kind: 'failed' }>['code'], string>> = {
  'upload-failed':
    'This is trouble of the index or of the network. Run the job again: it uploads what is missing and nothing else.',
  'upload-rejected':
    'The index will not take this file as it is. Mend what it says, then publish again; a version that is partly on the index may need a new number.',
  'invalid-distribution':
    'The file changed after it was inspected. Let no other step write to the directory while this one runs, and run the job again.',
  'upload-forbidden':
    'The credentials are not good for this project: the publisher or the token belongs to another project, or the project is archived or quarantined.',
  'file-conflict':
    'A file name is used once on an index, for ever. If another run published this version, compare its files; otherwise give the project a new version.',
};
