import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { ChangedFile } from '../../files/file-chunks.ts';
import type { HttpClient, HttpResponse } from '../../http/messages.ts';
import { multipartBody, observedBody } from '../../http/multipart.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { isTransientStatus, parseRetryAfter } from '../../http/retry.ts';
import { serverText } from '../../http/server-text.ts';
import { redirectTarget } from '../../http/url.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import type { IndexProfile } from '../index-profile.ts';
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

/**
 * PyPI (2026-08) answers 200 to the same bytes under the same name. What it refuses so has its name
 * on the index with other bytes, or its bytes under another name, of any project.
 */
const NAME_OR_BYTES: Words = [[400, /^File already exists/i]];

/** The words of indexes that answer 200 to the same bytes: they have other ones. */
const OTHER_BYTES: Words = [
  // devpi 6.20.
  [409, /already exists in non-volatile index/i],
];

/** The words of the others. There is no standard for it: each line is one index's. */
const SOME_BYTES: Words = [
  // pypiserver 2.4, Gitea, Azure Artifacts.
  [409, /(?:)/],
  // Google Artifact Registry: "Requested entity already exists" (pypa/twine#816).
  [400, /^requested entity already exists/i],
  // GitLab: "Validation failed: File name has already been taken" (pypa/twine#697).
  [400, /file name has already been taken/i],
  // Nexus on OrientDB, and on PostgreSQL or H2 (pypa/twine#693, #1044).
  [400, /does not allow updating assets?\b/i],
  [400, /\/packages\/\S+ cannot be updated/i],
  // Artifactory: "Not enough permissions to delete/overwrite artifact 'repo:path' (user …)", or
  // "… to delete/overwrite all artifacts under 'repo:path'" (pypa/twine#332, #1251).
  [403, /not enough permissions to (?:delete\/)?overwrite (?:all )?artifacts?\b/i],
];

type Words = readonly (readonly [status: number, words: RegExp])[];

/**
 * What an index says that it has, when it refuses a file because it is there already:
 * `other-bytes` under its name; `name-or-bytes`: its name, or its bytes under another one;
 * `name`: its name, with bytes that are not told.
 */
export type ExistingFile = 'other-bytes' | 'name-or-bytes' | 'name';

/**
 * Whether a refusal says that a file of this name, or with these bytes, is there already.
 * @param text what the index says
 * @returns undefined where it says something else
 */
export function existingFile(status: number, text: string): ExistingFile | undefined {
  const isSaid = (words: Words) => words.some(([known, one]) => known === status && one.test(text));
  if (isSaid(NAME_OR_BYTES)) return 'name-or-bytes';
  if (isSaid(OTHER_BYTES)) return 'other-bytes';
  return isSaid(SOME_BYTES) ? 'name' : undefined;
}
