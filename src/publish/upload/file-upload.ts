import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import type { UploadSlot } from './slots.ts';

/** One file on its way to the index, with all that goes along. */
export interface FileUpload {
  readonly index: IndexProfile;
  readonly distribution: Distribution;
  readonly attestations: readonly Attestation[];
  /** How long to keep retrying, in milliseconds. */
  readonly budgetMs: number;
  /** What preflight warned of: the likely reason of a refusal whose words do not arrive. */
  readonly warnings: readonly string[];
  /** How many other files of the release this run has stored so far. */
  readonly othersStored: () => number;
  readonly onProgress: (sent: number) => void;
  /** Decides when each try runs. */
  readonly slot: UploadSlot;
}

/** What is known of the tries to upload a file. */
export interface Tries {
  count: number;
  /** Whether one may have been carried out, and the index did not say when it was asked. */
  isUncertain: boolean;
}
