import { PublishError } from '../../errors.ts';
import { runCancelled } from '../../http/run-cancelled.ts';
import { type UploadOutcome, uploadFile } from '../../pypi/upload/upload.ts';
import type { Deps } from '../../run/deps.ts';
import type { UploadCredentials } from './credentials.ts';
import type { FileUpload, Tries } from './file-upload.ts';
import { lookForFile } from './look-for-file.ts';
import { settleUpload } from './settle-upload.ts';
import { GatewayErrors, refusalHint } from './unread-refusal.ts';
import type { TryOutcome } from './upload-concurrency.ts';
import { failed, type UploadEnd } from './upload-end.ts';

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
  credentials: UploadCredentials,
  deps: Deps,
): Promise<UploadEnd> {
  const tries: Tries = { count: 0, isUncertain: false };
  const end = await tryUntilDone(upload, credentials, tries, deps).catch(
    (error: unknown): UploadEnd => {
      if (!(error instanceof PublishError)) throw error;
      return { kind: 'unauthorised', error };
    },
  );
  if ((end.kind !== 'failed' && end.kind !== 'unauthorised') || !tries.isUncertain) return end;
  const found = await lookForFile(upload.distribution, upload.index, deps);
  if (found.kind === 'ours') return { kind: 'uploaded', note: 'an earlier try had stored it' };
  return { ...end, isUncertain: found.kind === 'unknown' };
}

/** @param tries changed with every try */
async function tryUntilDone(
  upload: FileUpload,
  credentials: UploadCredentials,
  tries: Tries,
  deps: Deps,
): Promise<UploadEnd> {
  const { distribution, index } = upload;
  let authorization = await credentials.authorization();
  let renewals = 0;
  let garbled = 0;
  const gateway = new GatewayErrors(upload);
  const end = deps.clock.now() + upload.budgetMs;
  for (;;) {
    tries.count += 1;
    const header = authorization;
    const outcome = await upload.slot.attempt(
      () => uploadFile({ ...upload, authorization: header }, index, deps),
      tryOutcome,
    );
    if (outcome.kind === 'forbidden' && renewals++ === 0) {
      const next = await credentials.renewed(authorization);
      if (next !== undefined) {
        authorization = next;
        continue;
      }
    }
    if (outcome.kind !== 'unavailable' && outcome.kind !== 'doubtful') {
      return settleUpload(outcome, upload, tries, deps);
    }
    if (outcome.kind === 'doubtful' || outcome.ambiguous) {
      const found = await lookForFile(distribution, index, deps);
      if (found.kind === 'ours') {
        const note = `the index has it, though it answered: ${outcome.reason}`;
        return { kind: 'uploaded', note };
      }
      if (found.kind === 'other-bytes') return OTHER_BYTES;
      if (outcome.kind === 'doubtful' && found.kind === 'unknown' && found.isLasting) {
        return { kind: 'unconfirmed', reason: outcome.reason };
      }
      tries.isUncertain = found.kind === 'unknown';
    }
    if (outcome.kind === 'unavailable' && outcome.garbled && ++garbled > 1) {
      return failed('upload-rejected', `${outcome.reason}${refusalHint(upload)}`);
    }
    if (gateway.areAboutTheFile(outcome)) {
      return failed('upload-rejected', `${gateway.text}${refusalHint(upload)}`);
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
      `${distribution.filename}: ${outcome.reason}; trying again in ${(waitMs / 1000).toFixed(1)} s`,
    );
    await deps.clock.sleep(waitMs);
    authorization = await credentials.authorization();
  }
}

function tryOutcome({ kind }: UploadOutcome): TryOutcome {
  return kind === 'stored' || kind === 'unavailable' ? kind : 'other';
}

const OTHER_BYTES: UploadEnd = {
  kind: 'conflict',
  reason: 'the index has this file with other bytes',
  has: 'other-bytes',
};

function wait(
  attempt: number,
  outcome: Extract<UploadOutcome, { kind: 'unavailable' | 'doubtful' }>,
  deps: Deps,
): number {
  const longest = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** attempt);
  const jitter = Math.max(SHORTEST_WAIT_MS, deps.clock.random() * longest);
  const askedMs = outcome.kind === 'unavailable' ? outcome.retryAfterMs : undefined;
  return Math.max(jitter, askedMs ?? 0);
}
