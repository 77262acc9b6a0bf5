import type { PublishError } from '../../errors.ts';

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
export function failed(
  code: UploadFailureCode,
  reason: string,
): Extract<UploadEnd, { kind: 'failed' }> {
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
