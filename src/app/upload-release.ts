import { PublishError } from '../errors.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import type { FileWarnings } from '../preflight/preflight.ts';
import type { ReleaseAttestations } from './attest-release.ts';
import { combinedFailure } from './combined-failure.ts';
import type { UploadConfig } from './config.ts';
import type { Deps } from './deps.ts';
import { isReached, type UploadStep } from './failure-reach.ts';
import { recordFailure, recordUpload } from './record-upload.ts';
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
import { type Lane, UploadLanes } from './upload-lanes.ts';
import { UploadProgress } from './upload-progress.ts';

/** What uploading a release needs. */
export interface UploadRelease {
  readonly plan: ReleasePlan;
  readonly index: IndexProfile;
  readonly attestations: ReleaseAttestations;
  readonly credentials: UploadCredentials;
  readonly uploading: UploadConfig;
  /** Projects that the index does not have, in normal form. */
  readonly missingProjects: readonly string[];
  /** What preflight warned of, by file name. */
  readonly warnings: FileWarnings;
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
 * What would fail for the same reason is never tried.
 * @throws PublishError of all failures, with the code of the first
 */
export async function uploadRelease(
  input: UploadRelease,
  record: ReleaseRecord,
  deps: Deps,
): Promise<void> {
  const lanes = new UploadLanes(input.uploading.concurrency);
  const todo = filesToDo(input.plan, 'upload').map(({ distribution }) => distribution);
  const progress = new UploadProgress(todo, deps.log);
  const failures: (UploadStep & { readonly filename: string; readonly error: PublishError })[] = [];
  let stored = 0;
  const uploadOne = (file: PlannedFile) =>
    lanes.run(async (lane) => {
      const { filename, project } = file.distribution;
      const step = { project, isNewProject: input.missingProjects.includes(project) };
      const before = failures.find(
        (one) => input.uploading.onError === 'stop' || isReached(step, one),
      );
      if (before) {
        deps.log.verbose(`${filename}: not tried, because of ${before.filename}`);
        return false;
      }
      const own = { ...input, lane, progress, othersStored: () => stored };
      const error = await upload(file, own, record, deps);
      progress.ended(filename);
      if (error) failures.push({ ...step, filename, error });
      if (record.statusOf(filename) === 'uploaded') stored += 1;
      return !error && record.statusOf(filename) !== 'unconfirmed';
    });
  await Promise.all(input.plan.releases.map((release) => inOrder(release, uploadOne)));
  warnUnconfirmed(record, input.index, deps.log);
  const heldBack = input.plan.releases.flatMap((release) => {
    const error = heldBackSdist(release, record, input.index);
    return error ? [{ filename: undefined, error }] : [];
  });
  const failure = combinedFailure([...failures, ...heldBack], input.index.title);
  if (failure) throw failure;
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
  input: UploadRelease & {
    readonly lane: Lane;
    readonly progress: UploadProgress;
    readonly othersStored: () => number;
  },
  record: ReleaseRecord,
  deps: Deps,
): Promise<PublishError | undefined> {
  const { index, attestations, credentials, uploading, lane, progress } = input;
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
        warnings: input.warnings.get(filename) ?? [],
        othersStored: input.othersStored,
        onProgress: (sent) => {
          begun = true;
          progress.sent(filename, sent);
        },
        onTrouble: () => lane.metTrouble(),
      },
      credentials,
      deps,
    );
    const error = recordUpload(distribution, end, input, record, deps);
    if (end.kind === 'uploaded' || end.kind === 'identical') lane.wentWell();
    return error;
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    if (error.code === 'cancelled') {
      if (begun) record.update(filename, { status: 'failed', isUncertain: true, reason: CUT_OFF });
      return error;
    }
    return recordFailure(error, filename, record, deps);
  }
}
