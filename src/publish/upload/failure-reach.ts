import type { PublishError, PublishErrorCode } from '../../errors.ts';

/** Which other uploads would fail for the reason that one failed for. */
export type FailureReach =
  /** None that is known. */
  | 'file'
  /** Every file of the project. */
  | 'project'
  /** Every project that the index does not have: another try prolongs the limit. */
  | 'new-projects'
  /** All of them. */
  | 'run';

/** While files are uploaded these mean that no (further) credentials can be had. */
const OF_THE_RUN: ReadonlySet<PublishErrorCode> = new Set<PublishErrorCode>([
  'cancelled',
  'id-token-unavailable',
  'index-unavailable',
  'trusted-publishing-unavailable',
  'upload-token-refused',
]);

/** The token or password itself is refused, by PyPI's words (2026-08), by 401, or without a word. */
const REFUSED_CREDENTIALS =
  /: HTTP 401: |: HTTP 403: (?:forbidden|unauthorized|)$|invalid or non-existent authentication|username\/password authentication|token is expired|signatures do not match|verified primary email|two-factor/i;

/** The credentials are good for other projects, or the project accepts no files (PyPI, 2026-08). */
const REFUSED_PROJECT =
  /scoped token is not valid for|(?:isn't|is not) allowed to upload|organization account .* inactive|project size too large/i;

/** A redirect, 404, 405 and 410 are about the upload URL, not about a file. */
const REFUSED_URL = /: HTTP (?:3\d\d|404|405|410): /;

/** How far the reason of a failed upload reaches. */
export function reachOf({ code, message }: PublishError): FailureReach {
  if (OF_THE_RUN.has(code)) return 'run';
  if (code === 'too-many-new-projects') return 'new-projects';
  if (code === 'invalid-publisher') return 'project';
  if (code !== 'upload-forbidden' && code !== 'upload-rejected') return 'file';
  if (REFUSED_PROJECT.test(message)) return 'project';
  const pattern = code === 'upload-forbidden' ? REFUSED_CREDENTIALS : REFUSED_URL;
  return pattern.test(message) ? 'run' : 'file';
}
