import type { Attestation } from '../formats/attestation.ts';
import type { Distribution } from '../formats/distribution.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import { fetchProjectState } from '../index-api/project-state.ts';
import { type UploadOutcome, uploadFile } from '../index-api/upload.ts';
import type { Deps } from './deps.ts';
import type { UploadCredentials } from './upload-credentials.ts';

/** How an upload ended, after every try that made sense. */
export type UploadEnd =
  | { readonly kind: 'uploaded'; readonly note: string | undefined }
  | { readonly kind: 'identical' }
  | {
      readonly kind: 'failed';
      readonly code:
        | 'upload-failed'
        | 'upload-rejected'
        | 'upload-forbidden'
        | 'file-conflict'
        | 'invalid-distribution';
      readonly reason: string;
    };

const LONGEST_WAIT_MS = 60_000;
/** The question after a lost answer: the upload itself is tried again if nobody answers. */
const BRIEF = { tries: 2, budgetMs: 5_000 };

/**
 * Uploads one file with as many tries as make sense. After a try that may have been
 * carried out the index is asked first: the same SHA-256 there is success, so a lost
 * answer never uploads twice and never fails a file that is there.
 */
export async function uploadUntilDone(
  upload: {
    readonly distribution: Distribution;
    readonly attestations: readonly Attestation[];
    /** How long passing trouble is waited out, in milliseconds. */
    readonly budgetMs: number;
    readonly onProgress: (sent: number, total: number) => void;
  },
  index: IndexProfile,
  credentials: UploadCredentials,
  deps: Deps,
): Promise<UploadEnd> {
  let authorization = await credentials.authorization();
  let renewed = false;
  const end = deps.clock.now() + upload.budgetMs;
  for (let attempt = 1; ; attempt++) {
    const outcome = await uploadFile({ ...upload, authorization }, index, deps);
    if (outcome.kind === 'stored') return { kind: 'uploaded', note: undefined };
    if (outcome.kind === 'rejected') {
      return failed('upload-rejected', `HTTP ${outcome.status}: ${outcome.text}`);
    }
    if (outcome.kind === 'unreadable') return failed('invalid-distribution', outcome.reason);
    if (outcome.kind === 'exists') {
      return existing(outcome, upload.distribution, attempt, index, deps);
    }
    if (outcome.kind === 'forbidden') {
      const next = renewed ? undefined : await credentials.renewed(authorization);
      if (next === undefined) {
        return failed('upload-forbidden', `HTTP ${outcome.status}: ${outcome.text}`);
      }
      renewed = true;
      authorization = next;
      continue;
    }
    if (
      outcome.ambiguous &&
      (await indexSha256(upload.distribution, index, deps)) === upload.distribution.sha256
    ) {
      return { kind: 'uploaded', note: `the index has it, though it answered: ${outcome.reason}` };
    }
    const waitMs = wait(attempt, outcome, deps);
    if (deps.clock.now() + waitMs > end) {
      const times = attempt === 1 ? '' : `, ${attempt} times`;
      return failed('upload-failed', `${outcome.reason}${times}${hint(outcome, upload)}`);
    }
    deps.log.info(
      `${upload.distribution.filename}: ${outcome.reason}; trying again in ${(waitMs / 1000).toFixed(1)} s`,
    );
    await deps.clock.sleep(waitMs);
    authorization = await credentials.authorization();
  }
}

async function existing(
  outcome: Extract<UploadOutcome, { kind: 'exists' }>,
  distribution: Distribution,
  attempt: number,
  index: IndexProfile,
  deps: Deps,
): Promise<UploadEnd> {
  const sha256 = await indexSha256(distribution, index, deps);
  if (sha256 === distribution.sha256) {
    return attempt > 1
      ? { kind: 'uploaded', note: 'an earlier try had stored it' }
      : { kind: 'identical' };
  }
  return failed('file-conflict', outcome.text || 'the index has this file with other bytes');
}

async function indexSha256(
  distribution: Distribution,
  index: IndexProfile,
  deps: Deps,
): Promise<string | undefined> {
  const state = await fetchProjectState(distribution.project, index, deps, BRIEF).catch(
    () => undefined,
  );
  if (state?.kind !== 'exists') return undefined;
  const listed = state.page.files.find(({ filename }) => filename === distribution.filename);
  return listed?.hashes['sha256']?.toLowerCase();
}

/**
 * PyPI puts the text of a refusal into the reason phrase, and that of malformed attestations
 * has several lines, which is no HTTP any more (seen 2026-08).
 */
function hint(
  { reason }: { readonly reason: string },
  { attestations }: { readonly attestations: readonly Attestation[] },
): string {
  if (attestations.length === 0 || !reason.startsWith('an answer that is not HTTP')) return '';
  return '. PyPI answers so when it refuses attestations as malformed';
}

function wait(
  attempt: number,
  outcome: Extract<UploadOutcome, { kind: 'unavailable' }>,
  deps: Deps,
): number {
  const jitter = deps.clock.random() * Math.min(LONGEST_WAIT_MS, 1000 * 2 ** attempt);
  return outcome.retryAfterMs ?? jitter;
}

function failed(code: Extract<UploadEnd, { kind: 'failed' }>['code'], reason: string): UploadEnd {
  return { kind: 'failed', code, reason };
}
