import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { ChangedFile } from '../../files/changed-file.ts';
import type { HttpClient, HttpResponse } from '../../http/messages.ts';
import { multipartBody } from '../../http/multipart.ts';
import { observedBody } from '../../http/observed-body.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { isTransientStatus } from '../../http/retry.ts';
import { parseRetryAfter } from '../../http/retry-after.ts';
import { serverText } from '../../http/server-text.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import type { IndexProfile } from '../index-profile.ts';
import { type ExistingFile, existingFile } from './file-exists.ts';
import { isNewProjectLimit } from './new-project-limit.ts';
import { doubtAbout } from './stored-answer.ts';
import { uploadForm } from './upload-form.ts';

/** How one try to upload one file ended. */
export type UploadOutcome =
  /** The index has the file: stored now, or the very same bytes were there. */
  | { readonly kind: 'stored' }
  /** Success by the status, and nothing that says that the file was stored. */
  | { readonly kind: 'doubtful'; readonly reason: string }
  /** A file of this name, or these bytes under another name, are there already. */
  | {
      readonly kind: 'exists';
      readonly text: string;
      /** What the index has, by its words. */
      readonly says: ExistingFile;
    }
  /** 401 or 403: the credentials are not (or no longer) good for this. */
  | { readonly kind: 'forbidden'; readonly status: number; readonly text: string }
  /** The index will not have this file, now or later. */
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly text: string;
      /** Milliseconds that the index asks to wait; of a limit on new projects, hours. */
      readonly retryAfterMs?: number | undefined;
    }
  /**
   * The file changed after it was inspected, or can no longer be read: it was not sent to its end.
   * The reason is the rest of a sentence that begins with its name.
   */
  | { readonly kind: 'changed'; readonly reason: string }
  /** Passing trouble; `ambiguous` when the file may have been stored all the same. */
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
      readonly ambiguous: boolean;
      /** Whether an answer came that is not HTTP: most likely a refusal that PyPI spoilt. */
      readonly garbled: boolean;
      /** Milliseconds that the index asks to wait. */
      readonly retryAfterMs: number | undefined;
    };

const SILENCE_MS = 120_000;

/**
 * Uploads one file, once (`POST` to the upload URL). The file is streamed; a redirect is
 * never followed, so credentials stay with the URL that they are for.
 * @param authorization the value of the `Authorization` header
 */
export async function uploadFile(
  upload: {
    readonly distribution: Distribution;
    readonly attestations: readonly Attestation[];
    readonly authorization: string;
    /** Told how many bytes of the form have left. */
    readonly onProgress?: (sent: number) => void;
  },
  index: IndexProfile,
  deps: { readonly http: HttpClient; readonly clock: Clock },
): Promise<UploadOutcome> {
  const { distribution, attestations, authorization } = upload;
  const { filename, path, size, sha256 } = distribution;
  const whole = multipartBody(
    uploadForm(distribution, attestations),
    { name: 'content', filename, path, size, sha256 },
    randomUUID(),
  );
  const body = observedBody(whole, (sent) => upload.onProgress?.(sent));
  try {
    const response = await deps.http.send({
      service: index.title,
      method: 'POST',
      url: index.uploadUrl,
      headers: { authorization, accept: 'application/json', 'content-type': body.contentType },
      body,
      timeoutMs: SILENCE_MS,
    });
    return classify(response, index, deps.clock.now());
  } catch (failure) {
    if (failure instanceof ChangedFile) return { kind: 'changed', reason: failure.reason };
    if (!(failure instanceof RequestFailure)) throw failure;
    const { reason, ambiguous, garbled } = failure;
    return { kind: 'unavailable', reason, ambiguous, garbled, retryAfterMs: undefined };
  }
}

function classify(response: HttpResponse, index: IndexProfile, now: number): UploadOutcome {
  const { status } = response;
  const text = serverText(response);
  if (status >= 200 && status < 300) {
    if (response.isEarly) return unavailable(`HTTP ${status} before the file was sent`);
    const doubt = doubtAbout(response, index.kind);
    return doubt === undefined
      ? { kind: 'stored' }
      : { kind: 'doubtful', reason: `HTTP ${status}${doubt}` };
  }
  if (status >= 300 && status < 400) {
    const target = redirectTarget(response, index.uploadUrl);
    const to = target === undefined ? '' : ` to ${target}`;
    return { kind: 'rejected', status, text: `a redirect${to}, which uploads do not follow` };
  }
  const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), now);
  if (isPassing(status, text)) {
    const reason = status === 403 ? `HTTP 403: ${text}` : `HTTP ${status}`;
    return { kind: 'unavailable', reason, ambiguous: status !== 403, garbled: false, retryAfterMs };
  }
  const exists = existingFile(status, text);
  if (exists !== undefined) return { kind: 'exists', text, says: exists };
  if (status === 401 || status === 403) return { kind: 'forbidden', status, text };
  return { kind: 'rejected', status, text, retryAfterMs };
}

/** An answer after which the file may be there or not. */
function unavailable(reason: string): UploadOutcome {
  return { kind: 'unavailable', reason, ambiguous: true, garbled: false, retryAfterMs: undefined };
}

/** Trouble that passes, by PyPI's texts (seen 2026-08). */
function isPassing(status: number, text: string): boolean {
  // Read-only mode and a stop of all uploads are no verdict on the credentials.
  if (status === 403) return /temporarily disabled/i.test(text);
  return isTransientStatus(status) && !isNewProjectLimit(text);
}
