import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { ExistingFile } from '../../pypi/upload/file-exists.ts';
import { isNewProjectLimit } from '../../pypi/upload/new-project-limit.ts';
import type { UploadOutcome } from '../../pypi/upload/upload.ts';
import type { Deps } from '../../run/deps.ts';
import type { FileUpload, Tries } from './file-upload.ts';
import { type FileOnIndex, lookForFile } from './look-for-file.ts';
import {
  type ConflictingFile,
  failed,
  type UploadEnd,
  type UploadFailureCode,
} from './upload-end.ts';

/** What an answer that is no passing trouble means. */
export async function settleUpload(
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
