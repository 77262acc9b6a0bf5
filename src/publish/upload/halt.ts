import type { PublishError, PublishErrorCode } from '../../errors.ts';
import type { OnError } from '../config.ts';
import { reachOf } from './failure-reach.ts';

/** A file whose upload is about to start, or has failed. */
export interface UploadStep {
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
