import { PublishError } from '../../errors.ts';
import type { FileWarnings } from '../../preflight/preflight.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { Deps } from '../../run/deps.ts';
import type { UploadConfig } from '../config.ts';
import {
  filesToDo,
  type PlannedFile,
  type PlannedRelease,
  type ReleasePlan,
} from '../plan/plan.ts';
import type { ReleaseRecord } from '../report.ts';
import type { ReleaseAttestations } from '../sign/sign.ts';
import { uploadUntilDone } from './attempts.ts';
import { combinedFailure } from './combined-failure.ts';
import type { UploadCredentials } from './credentials.ts';
import { UploadHalt } from './halt.ts';
import { uploadInOrder } from './order.ts';
import { UploadProgress } from './progress.ts';
import { recordFailure, recordUpload } from './record-upload.ts';
import { type UploadSlot, UploadSlots } from './slots.ts';
import { heldBackSdist, warnUnconfirmed } from './unconfirmed-uploads.ts';

/** What uploading a release needs. */
export interface UploadRelease {
  readonly plan: ReleasePlan;
  readonly index: IndexProfile;
  readonly attestations: ReleaseAttestations;
  readonly credentials: UploadCredentials;
  readonly uploading: UploadConfig;
  /** What preflight warned of, by file name. */
  readonly warnings: FileWarnings;
  /** Whether a file that the index has with other bytes is left as it is (`skip-existing`). */
  readonly keepsExisting: boolean;
}

/** Only the index knows, and the run has no time left to ask. */
const CUT_OFF = 'the run was cancelled while it was sent';

/**
 * Uploads what the plan says, in its order, as many files at once as the index can handle. After a
 * failure what would fail as well, and every project that was not begun, is left out; with
 * `on-error: continue` only the former. Uploads under way are brought to their end.
 * @throws PublishError of all failures, with the code of the first
 */
export async function uploadRelease(
  input: UploadRelease,
  record: ReleaseRecord,
  deps: Deps,
): Promise<void> {
  const { plan, index, uploading } = input;
  const slots = new UploadSlots(uploading.concurrency, index.uploadPolicy, deps.clock);
  const halt = new UploadHalt(uploading.onError, newProjects(plan));
  const todo = filesToDo(plan, 'upload').map(({ distribution }) => distribution);
  const progress = new UploadProgress(todo, deps.log);
  const failures: { readonly filename: string; readonly error: PublishError }[] = [];
  let stored = 0;
  const uploadOne = (file: PlannedFile, release: PlannedRelease) =>
    slots.hold(release.project, async (slot) => {
      const { filename } = file.distribution;
      if (!halt.allows(release)) {
        deps.log.verbose(`${filename}: not tried, because of ${failures[0]?.filename}`);
        return false;
      }
      const own = { ...input, slot, progress, othersStored: () => stored };
      const error = await upload(file, own, record, deps);
      progress.ended(filename);
      if (error) {
        failures.push({ filename, error });
        halt.failed(release, error);
      }
      if (record.statusOf(filename) === 'uploaded') stored += 1;
      return !error && record.statusOf(filename) !== 'unconfirmed';
    });
  await uploadInOrder(plan, uploadOne);
  warnUnconfirmed(record, index, deps.log);
  const heldBack = plan.releases.flatMap((release) => {
    const error = heldBackSdist(release, record, index);
    return error ? [{ filename: undefined, error }] : [];
  });
  const failure = combinedFailure([...failures, ...heldBack], index.title);
  if (failure) throw failure;
}

function newProjects({ releases }: ReleasePlan): number {
  return new Set(releases.filter(({ isNewProject }) => isNewProject).map(({ project }) => project))
    .size;
}

async function upload(
  { distribution }: PlannedFile,
  input: UploadRelease & {
    readonly slot: UploadSlot;
    readonly progress: UploadProgress;
    readonly othersStored: () => number;
  },
  record: ReleaseRecord,
  deps: Deps,
): Promise<PublishError | undefined> {
  const { index, attestations, credentials, uploading, slot, progress } = input;
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
        slot,
      },
      credentials,
      deps,
    );
    return recordUpload(distribution, end, input, record, deps);
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    if (error.code === 'cancelled') {
      if (begun) record.update(filename, { status: 'failed', isUncertain: true, reason: CUT_OFF });
      return error;
    }
    return recordFailure(error, filename, record, deps);
  }
}
