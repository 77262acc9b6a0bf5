import { PublishError } from '../../errors.ts';
import { runCancelled } from '../../http/messages.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { fetchProjectState } from '../../pypi/simple/project-state.ts';
import { isNewProjectLimit } from '../../pypi/upload/new-project-limit.ts';
import { type ExistingFile, type UploadOutcome, uploadFile } from '../../pypi/upload/upload.ts';
import type { Deps } from '../../run/deps.ts';
import { otherNameOf } from '../plan/listed-elsewhere.ts';
import type { UploadCredentials } from './credentials.ts';
import type { FileUpload, Tries } from './file-upload.ts';
import { GatewayErrors, refusalHint } from './unread-refusal.ts';
import type { TryOutcome } from './upload-concurrency.ts';

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
    const known = await ifStored(outcome, upload, tries, deps);
    if (known !== undefined) return known;
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

/**
 * Queries the index after an answer that leaves open whether the file was stored.
 * @param tries notes whether it still is
 * @returns undefined where the file is to be sent again
 */
async function ifStored(
  outcome: Extract<UploadOutcome, { readonly kind: 'unavailable' | 'doubtful' }>,
  { distribution, index }: FileUpload,
  tries: Tries,
  deps: Deps,
): Promise<UploadEnd | undefined> {
  if (outcome.kind === 'unavailable' && !outcome.ambiguous) return undefined;
  const found = await lookForFile(distribution, index, deps);
  if (found.kind === 'ours') {
    return { kind: 'uploaded', note: `the index has it, though it answered: ${outcome.reason}` };
  }
  if (found.kind === 'other-bytes') return OTHER_BYTES;
  if (outcome.kind === 'doubtful' && found.kind === 'unknown' && found.isLasting) {
    return { kind: 'unconfirmed', reason: outcome.reason };
  }
  tries.isUncertain = found.kind === 'unknown';
  return undefined;
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

/** What an answer that is no passing trouble means. */
async function settleUpload(
  outcome: Exclude<UploadOutcome, { kind: 'unavailable' | 'doubtful' }>,
  upload: FileUpload,
  tries: Readonly<Tries>,
  deps: Deps,
): Promise<UploadEnd> {
  switch (outcome.kind) {
    case 'stored':
      return { kind: 'uploaded', note: undefined };
    case 'changed':
      return failed('file-changed', outcome.reason);
    case 'forbidden':
      return failed('upload-forbidden', `HTTP ${outcome.status}: ${outcome.text}`);
    case 'rejected':
      return rejected(outcome, deps);
    case 'exists':
      return existing(outcome, upload, tries, deps);
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
  { distribution, index }: FileUpload,
  tries: Readonly<Tries>,
  deps: Deps,
): Promise<UploadEnd> {
  const found = await lookForFile(distribution, index, deps);
  if (found.kind === 'ours') {
    return tries.count > 1
      ? { kind: 'uploaded', note: 'an earlier try had stored it' }
      : { kind: 'identical' };
  }
  // Most likely our own: an earlier try may have stored it.
  if (found.kind === 'unknown' && tries.isUncertain) {
    return failed('upload-failed', 'a file of this name is there, with bytes that cannot be told');
  }
  const text = (outcome.text || 'the index has this file').replace(/\.$/, '');
  return { kind: 'conflict', ...conflict(outcome.says, found, index, text) };
}

/** What stands against the upload, by the words of the index and by its listing. */
function conflict(
  says: ExistingFile,
  found: Exclude<FileOnIndex, { kind: 'ours' }>,
  { simpleUrl, title }: IndexProfile,
  text: string,
): { readonly has: ConflictingFile; readonly reason: string } {
  if (found.kind === 'other-bytes' || says === 'other-bytes') {
    return { has: 'other-bytes', reason: `${text}, with other bytes` };
  }
  if (found.kind === 'nothing' && found.otherName !== undefined) {
    const reason = `${text}. ${title} has these bytes under the name ${found.otherName}`;
    return { has: 'other-name', reason };
  }
  if (says === 'name-or-bytes' && found.kind === 'nothing') {
    const reason = `${text}. ${title} lists neither a file of this name nor these bytes`;
    return { has: 'not-listed', reason };
  }
  if (says === 'name-or-bytes' && simpleUrl !== undefined) {
    const reason = `${text}: with other bytes, or these bytes under another name. The listing of ${title} could not be read`;
    return { has: 'not-listed', reason };
  }
  const how = simpleUrl === undefined ? ', because `index-url` is not given' : '';
  const reason = `${text}. Whether it has these very bytes cannot be told${how}`;
  return { has: 'unknown-bytes', reason };
}

/** How an upload ended, after every try that made sense. */
export type UploadEnd =
  | { readonly kind: 'uploaded'; readonly note: string | undefined }
  | { readonly kind: 'identical' }
  /** The index answered without saying that it stored the file, and cannot be queried for it. */
  | { readonly kind: 'unconfirmed'; readonly reason: string }
  /** The index refused the file because of one that it has. */
  | { readonly kind: 'conflict'; readonly reason: string; readonly has: ConflictingFile }
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

/**
 * What an index has that stands against an upload. `other-bytes`: other bytes under the name;
 * `unknown-bytes`: the name, with bytes that it does not tell; `other-name`: the bytes under
 * another name; `not-listed`: by its words one of these, and its listing shows neither.
 */
export type ConflictingFile = 'other-bytes' | 'unknown-bytes' | 'other-name' | 'not-listed';

export type UploadFailureCode =
  | 'upload-failed'
  | 'upload-rejected'
  | 'filename-used'
  | 'too-many-new-projects'
  | 'upload-forbidden'
  | 'invalid-publisher'
  | 'file-changed';

/** An upload that the index did not take. */
function failed(code: UploadFailureCode, reason: string): Extract<UploadEnd, { kind: 'failed' }> {
  return { kind: 'failed', code, reason };
}

/**
 * What the index has under the very name of a file: what `skip-existing: true` can leave there.
 * @returns undefined where it has, or shows, nothing under that name
 */
export function conflictOfName(end: UploadEnd): 'other-bytes' | 'unknown-bytes' | undefined {
  if (end.kind !== 'conflict' || end.has === 'other-name' || end.has === 'not-listed') {
    return undefined;
  }
  return end.has;
}

/** What an index has of a file. */
type FileOnIndex =
  /** Our bytes under our name, by their SHA-256. */
  | { readonly kind: 'ours' }
  /** Other bytes under our name. */
  | { readonly kind: 'other-bytes' }
  /** Nothing under our name. */
  | {
      readonly kind: 'nothing';
      /** The file of the project that has our bytes, where there is one. */
      readonly otherName: string | undefined;
    }
  /** It cannot be queried, did not answer, or lists the name without a SHA-256. */
  | {
      readonly kind: 'unknown';
      /** Whether it will not tell later either. */
      readonly isLasting: boolean;
    };

/** The question after a lost answer is short: the upload itself is tried again if nobody answers. */
const BRIEF = { tries: 2, budgetMs: 5_000 };

/** Queries an index for a file. Never an error. */
async function lookForFile(
  { project, filename, sha256 }: Distribution,
  index: IndexProfile,
  deps: Deps,
): Promise<FileOnIndex> {
  const state = await fetchProjectState(project, index, deps, BRIEF).catch(() => undefined);
  if (state?.kind === 'missing') return { kind: 'nothing', otherName: undefined };
  if (state?.kind !== 'exists') return { kind: 'unknown', isLasting: state !== undefined };
  const { files } = state.page;
  const listed = files.find((file) => file.filename === filename);
  if (!listed) return { kind: 'nothing', otherName: otherNameOf({ filename, sha256 }, files) };
  const listedSha256 = listed.hashes['sha256']?.toLowerCase();
  if (listedSha256 === undefined) return { kind: 'unknown', isLasting: true };
  return { kind: listedSha256 === sha256 ? 'ours' : 'other-bytes' };
}
