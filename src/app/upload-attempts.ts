import { PublishError } from '../errors.ts';
import type { Attestation } from '../formats/attestation.ts';
import type { Distribution } from '../formats/distribution.ts';
import { runCancelled } from '../http/run-cancelled.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import { isNewProjectLimit } from '../index-api/new-project-limit.ts';
import { type UploadOutcome, uploadFile } from '../index-api/upload.ts';
import type { Deps } from './deps.ts';
import { lookForFile } from './look-for-file.ts';
import type { UploadCredentials } from './upload-credentials.ts';

/** How an upload ended, after every try that made sense. */
export type UploadEnd =
  | { readonly kind: 'uploaded'; readonly note: string | undefined }
  | { readonly kind: 'identical' }
  /** The index has a file of this name, with other bytes as far as that can be told. */
  | { readonly kind: 'conflict'; readonly reason: string; readonly isOther: boolean }
  | {
      readonly kind: 'failed';
      readonly code: UploadFailureCode;
      readonly reason: string;
      /** When the index will take it, where it says so; milliseconds since the epoch. */
      readonly retryAt?: number | undefined;
      /** Whether a try may have been carried out, and the index does not say. */
      readonly isUncertain?: boolean;
    }
  /** There were no (further) credentials. */
  | {
      readonly kind: 'unauthorised';
      readonly error: PublishError;
      readonly isUncertain?: boolean;
    };

export type UploadFailureCode =
  | 'upload-failed'
  | 'upload-rejected'
  | 'filename-used'
  | 'too-many-new-projects'
  | 'upload-forbidden'
  | 'invalid-publisher'
  | 'invalid-distribution';

/** One file on its way to the index, with all that goes along. */
export interface FileUpload {
  readonly distribution: Distribution;
  readonly attestations: readonly Attestation[];
  /** How long passing trouble is waited out, in milliseconds. */
  readonly budgetMs: number;
  readonly onProgress: (sent: number) => void;
  /** Told of each try that met passing trouble. */
  readonly onTrouble: () => void;
}

const LONGEST_WAIT_MS = 60_000;
const SHORTEST_WAIT_MS = 500;

/**
 * Uploads one file with as many tries as make sense. After a try that may have been
 * carried out the index is asked first: the same SHA-256 there is success, so a lost
 * answer never uploads twice and never fails a file that is there. Where the index did not
 * say, it is asked once more before a failure is told, and if it still does not, that is told.
 * Refused credentials are renewed once; an answer that is not HTTP is given one more chance.
 */
export async function uploadUntilDone(
  upload: FileUpload,
  index: IndexProfile,
  credentials: UploadCredentials,
  deps: Deps,
): Promise<UploadEnd> {
  const tries: Tries = { count: 0, isUncertain: false };
  const end = await tryUntilDone(upload, index, credentials, tries, deps).catch(
    (error: unknown): UploadEnd => {
      if (!(error instanceof PublishError)) throw error;
      return { kind: 'unauthorised', error };
    },
  );
  if ((end.kind !== 'failed' && end.kind !== 'unauthorised') || !tries.isUncertain) return end;
  const found = await lookForFile(upload.distribution, index, deps);
  if (found === 'ours') return { kind: 'uploaded', note: 'an earlier try had stored it' };
  return { ...end, isUncertain: found === 'unknown' };
}

/** What is known of the tries to upload a file. */
interface Tries {
  count: number;
  /** Whether one may have been carried out, and the index did not say when it was asked. */
  isUncertain: boolean;
}

/** @param tries changed with every try */
async function tryUntilDone(
  upload: FileUpload,
  index: IndexProfile,
  credentials: UploadCredentials,
  tries: Tries,
  deps: Deps,
): Promise<UploadEnd> {
  let authorization = await credentials.authorization();
  let renewals = 0;
  let garbled = 0;
  const end = deps.clock.now() + upload.budgetMs;
  for (;;) {
    tries.count += 1;
    const outcome = await uploadFile({ ...upload, authorization }, index, deps);
    if (outcome.kind === 'forbidden' && renewals++ === 0) {
      const next = await credentials.renewed(authorization);
      if (next !== undefined) {
        authorization = next;
        continue;
      }
    }
    if (outcome.kind !== 'unavailable') return settled(outcome, upload, tries, index, deps);
    upload.onTrouble();
    if (outcome.ambiguous) {
      const found = await lookForFile(upload.distribution, index, deps);
      if (found === 'ours') {
        const note = `the index has it, though it answered: ${outcome.reason}`;
        return { kind: 'uploaded', note };
      }
      if (found === 'other-bytes') return OTHER_BYTES;
      tries.isUncertain = found === 'unknown';
    }
    if (outcome.garbled && ++garbled > 1) {
      return failed('upload-rejected', `${outcome.reason}${garbledHint(upload)}`);
    }
    if (deps.cancellation.requested.aborted) throw runCancelled();
    const waitMs = wait(tries.count, outcome, deps);
    if (deps.clock.now() + waitMs > end) {
      return failed(
        'upload-failed',
        `${outcome.reason}${tries.count === 1 ? '' : `, ${tries.count} times`}`,
      );
    }
    deps.log.info(
      `${upload.distribution.filename}: ${outcome.reason}; trying again in ${(waitMs / 1000).toFixed(1)} s`,
    );
    await deps.clock.sleep(waitMs);
    authorization = await credentials.authorization();
  }
}

const OTHER_BYTES: UploadEnd = {
  kind: 'conflict',
  reason: 'the index has this file with other bytes',
  isOther: true,
};

/** What an answer that is no passing trouble means. */
async function settled(
  outcome: Exclude<UploadOutcome, { kind: 'unavailable' }>,
  upload: FileUpload,
  tries: Readonly<Tries>,
  index: IndexProfile,
  deps: Deps,
): Promise<UploadEnd> {
  switch (outcome.kind) {
    case 'stored':
      return { kind: 'uploaded', note: undefined };
    case 'unreadable':
      return failed('invalid-distribution', outcome.reason);
    case 'forbidden':
      return failed('upload-forbidden', `HTTP ${outcome.status}: ${outcome.text}`);
    case 'rejected':
      return rejected(outcome, deps);
    case 'exists':
      return existing(outcome, upload.distribution, tries, index, deps);
  }
}

/**
 * PyPI's words for a new project without a pending publisher, and for the name of a file that was
 * deleted (400, seen 2026-08).
 */
function refusalCode(text: string): UploadFailureCode {
  if (isNewProjectLimit(text)) return 'too-many-new-projects';
  if (/^Non-user identities cannot create new projects/i.test(text)) return 'invalid-publisher';
  return /^This filename (?:was previously|has already been) used/i.test(text)
    ? 'filename-used'
    : 'upload-rejected';
}

function rejected(
  { status, text, retryAfterMs }: Extract<UploadOutcome, { kind: 'rejected' }>,
  deps: Deps,
): UploadEnd {
  const retryAt = retryAfterMs === undefined ? undefined : deps.clock.now() + retryAfterMs;
  return { ...failed(refusalCode(text), `HTTP ${status}: ${text}`), retryAt };
}

async function existing(
  outcome: Extract<UploadOutcome, { kind: 'exists' }>,
  distribution: Distribution,
  tries: Readonly<Tries>,
  index: IndexProfile,
  deps: Deps,
): Promise<UploadEnd> {
  const found = await lookForFile(distribution, index, deps);
  if (found === 'ours') {
    return tries.count > 1
      ? { kind: 'uploaded', note: 'an earlier try had stored it' }
      : { kind: 'identical' };
  }
  // Most likely our own: an earlier try may have stored it.
  if (found === 'unknown' && tries.isUncertain) {
    return failed('upload-failed', 'a file of this name is there, with bytes that cannot be told');
  }
  const text = (outcome.text || 'the index has this file').replace(/\.$/, '');
  if (found === 'other-bytes' || outcome.isOther) {
    return { kind: 'conflict', reason: `${text}, with other bytes`, isOther: true };
  }
  const how = index.simpleUrl === undefined ? ', because `index-url` is not given' : '';
  return {
    kind: 'conflict',
    reason: `${text}. Whether it has these very bytes cannot be told${how}`,
    isOther: false,
  };
}

/**
 * PyPI puts the text of a refusal into the reason phrase, and that of malformed attestations
 * has several lines, which is no HTTP any more (seen 2026-08).
 */
function garbledHint({ attestations }: FileUpload): string {
  return attestations.length === 0
    ? ''
    : '. PyPI answers so when it refuses attestations as malformed';
}

function wait(
  attempt: number,
  outcome: Extract<UploadOutcome, { kind: 'unavailable' }>,
  deps: Deps,
): number {
  const longest = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** attempt);
  const jitter = Math.max(SHORTEST_WAIT_MS, deps.clock.random() * longest);
  return Math.max(jitter, outcome.retryAfterMs ?? 0);
}

function failed(code: UploadFailureCode, reason: string): Extract<UploadEnd, { kind: 'failed' }> {
  return { kind: 'failed', code, reason };
}
