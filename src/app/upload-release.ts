import { PublishError } from '../errors.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import type { ReleaseAttestations } from './attest-release.ts';
import type { UploadConfig } from './config.ts';
import type { Deps } from './deps.ts';
import {
  filesToDo,
  type PlannedFile,
  type PlannedRelease,
  type ReleasePlan,
  type Turn,
} from './release-plan.ts';
import type { ReleaseRecord } from './release-record.ts';
import { heldBackSdist, warnUnconfirmed } from './unconfirmed-uploads.ts';
import { uploadUntilDone } from './upload-attempts.ts';
import type { UploadCredentials } from './upload-credentials.ts';
import { conflictOfName } from './upload-end.ts';
import { uploadFailure } from './upload-failure.ts';
import { type Lane, UploadLanes } from './upload-lanes.ts';
import { UploadProgress } from './upload-progress.ts';

/** What uploading a release needs. */
export interface UploadRelease {
  readonly plan: ReleasePlan;
  readonly index: IndexProfile;
  readonly attestations: ReleaseAttestations;
  readonly credentials: UploadCredentials;
  readonly uploading: UploadConfig;
  /** Whether a file that the index has with other bytes is left as it is (`skip-existing`). */
  readonly keepsExisting: boolean;
}

/** Only the index knows, and the run has no time left to ask. */
const CUT_OFF = 'the run was cancelled while it was sent';

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
  const lanes = new UploadLanes(input.uploading.concurrency);
  const todo = filesToDo(input.plan, 'upload').map(({ distribution }) => distribution);
  const progress = new UploadProgress(todo, deps.log);
  const failures: PublishError[] = [];
  const uploadOne = (file: PlannedFile) =>
    lanes.run(async (lane) => {
      if (failures.length > 0 && input.uploading.onError === 'stop') return false;
      const error = await upload(file, { ...input, lane, progress }, record, deps);
      progress.ended(file.distribution.filename);
      if (error) failures.push(error);
      return !error && record.statusOf(file.distribution.filename) !== 'unconfirmed';
    });
  await Promise.all(input.plan.releases.map((release) => inOrder(release, uploadOne)));
  warnUnconfirmed(record, input.index, deps.log);
  failures.push(
    ...input.plan.releases.flatMap((release) => heldBackSdist(release, record, input.index) ?? []),
  );
  const [first] = failures;
  if (first) throw first;
}

async function inOrder(
  release: PlannedRelease,
  uploadOne: (file: PlannedFile) => Promise<boolean>,
): Promise<void> {
  const all = async (turn: Turn) => {
    const files = release.files.filter((file) => file.turn === turn);
    return (await Promise.all(files.map(uploadOne))).every(Boolean);
  };
  const isFirstThere = await all('alone');
  const areWheelsThere = await all('together');
  if (isFirstThere && areWheelsThere) await all('last');
}

async function upload(
  { distribution }: PlannedFile,
  input: UploadRelease & { readonly lane: Lane; readonly progress: UploadProgress },
  record: ReleaseRecord,
  deps: Deps,
): Promise<PublishError | undefined> {
  const { index, attestations, credentials, uploading, keepsExisting, lane, progress } = input;
  const { filename } = distribution;
  const own = attestations.get(filename) ?? [];
  let begun = false;
  try {
    const end = await uploadUntilDone(
      {
        index,
        distribution,
        attestations: own,
        budgetMs: uploading.budgetMs,
        onProgress: (sent) => {
          begun = true;
          progress.sent(filename, sent);
        },
        onTrouble: () => lane.metTrouble(),
      },
      credentials,
      deps,
    );
    const conflict = conflictOfName(end);
    record.update(filename, { conflict });
    if (end.kind === 'conflict' && conflict !== undefined && keepsExisting) {
      record.update(filename, { status: 'kept', reason: end.reason });
      deps.log.warning(
        `Not uploaded, because \`skip-existing\` is true: ${filename} (${end.reason})`,
      );
      return undefined;
    }
    if (end.kind === 'failed' || end.kind === 'unauthorised') {
      record.update(filename, { isUncertain: end.isUncertain ?? false });
    }
    if (end.kind === 'unauthorised') throw end.error;
    if (end.kind === 'failed' || end.kind === 'conflict') {
      const error = uploadFailure(distribution, end, index, record.publisher);
      return failed(error, filename, record, deps);
    }
    if (end.kind === 'unconfirmed') {
      record.update(filename, { status: 'unconfirmed', confirmed: false, reason: end.reason });
      deps.log.info(`${filename}: sent, not confirmed (${end.reason})`);
      return undefined;
    }
    lane.wentWell();
    const note = end.kind === 'uploaded' ? end.note : 'the same bytes were there already';
    record.update(filename, { status: end.kind, reason: note });
    deps.log.info(`${filename}: ${end.kind}${note === undefined ? '' : ` (${note})`}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    if (error.code === 'cancelled') {
      if (begun) record.update(filename, { status: 'failed', isUncertain: true, reason: CUT_OFF });
      return error;
    }
    return failed(error, filename, record, deps);
  }
}

function failed(
  error: PublishError,
  filename: string,
  record: ReleaseRecord,
  deps: Deps,
): PublishError {
  record.update(filename, { status: 'failed', reason: error.message });
  deps.log.info(`${filename}: failed (${error.code}). ${error.message}`);
  return error;
}
