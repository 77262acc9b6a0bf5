import type { PublishError } from '../errors.ts';

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
  | 'file-changed';

/** An upload that the index did not take. */
export function failed(
  code: UploadFailureCode,
  reason: string,
): Extract<UploadEnd, { kind: 'failed' }> {
  return { kind: 'failed', code, reason };
}
