import type { PublishError, PublishErrorCode } from '../../errors.ts';
import type { OnError } from '../config.ts';

/** A file whose upload is about to start, or has failed. */
interface UploadStep {
  readonly project: string;
  /** Whether the index does not have the project yet. */
  readonly isNewProject: boolean;
}

/**
 * Refusals: the index answered, and the answer concerns a file or a project. After anything else
 * (an outage, a file that changed) nothing says that another project would fare better.
 */
const REFUSALS: ReadonlySet<PublishErrorCode> = new Set<PublishErrorCode>([
  'upload-rejected',
  'upload-forbidden',
  'filename-used',
  'file-conflict',
  'too-many-new-projects',
  'invalid-publisher',
]);

/**
 * Which uploads no longer start after failures. A refusal ends its own project, and no other project
 * is begun; projects of which files are being uploaded are finished, so that none is left half
 * because of another. With `on-error: continue` only what would fail for the same reason is left out.
 */
export class UploadHalt {
  readonly #onError: OnError;
  readonly #newProjects: number;
  readonly #halted = new Set<string>();
  readonly #begun = new Set<string>();
  #isAll = false;
  #areBeginnings = false;
  #areNewProjects = false;

  /** @param newProjects how many projects of the release the index does not have */
  constructor(onError: OnError, newProjects: number) {
    this.#onError = onError;
    this.#newProjects = newProjects;
  }

  /** Whether this upload may start; if so, its project is begun. */
  allows({ project, isNewProject }: UploadStep): boolean {
    if (this.#isAll || this.#halted.has(project)) return false;
    const isHalted = isNewProject ? this.#areNewProjects : this.#areBeginnings;
    if (isHalted && !this.#begun.has(project)) return false;
    this.#begun.add(project);
    return true;
  }

  /** Takes note of an upload that failed. */
  failed({ project, isNewProject }: UploadStep, error: PublishError): void {
    const { code } = error;
    const reach = reachOf(error);
    const stops = this.#onError === 'stop';
    if (reach === 'run' || (stops && !REFUSALS.has(code))) this.#isAll = true;
    if (reach !== 'file' || stops) this.#halted.add(project);
    if (stops) this.#areBeginnings = true;
    // One publisher can be pending at a time: that it is not this project's says so of no other.
    const mayBeAnother = code === 'invalid-publisher' && isNewProject && this.#newProjects > 1;
    if (reach === 'new-projects' || (stops && !mayBeAnother)) this.#areNewProjects = true;
  }
}

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
