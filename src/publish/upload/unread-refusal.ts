import type { UploadOutcome } from '../../pypi/upload/upload.ts';
import type { FileUpload } from './file-upload.ts';

/** Tries in a row that a gateway answered with 502, before they are about the file. */
const MOST_GATEWAY_ERRORS = 4;
/** Other files that were stored meanwhile: one may have been lucky. */
const ENOUGH_OTHERS = 2;
const MOST_WARNINGS = 2;

/**
 * PyPI puts the text of a refusal into the reason phrase, and one with several lines is no HTTP any more
 * (malformed attestations, some metadata; seen 2026-12). A gateway in front answers 502 to that. A 502 that
 * repeats for one file while others are stored is such a refusal; an outage would meet them all.
 */
export class GatewayErrors {
  readonly #upload: Pick<FileUpload, 'othersStored'>;
  #count = 0;
  #storedBefore = 0;

  constructor(upload: Pick<FileUpload, 'othersStored'>) {
    this.#upload = upload;
  }

  /** Counts the outcome of a try. */
  areAboutTheFile(outcome: UploadOutcome): boolean {
    if (outcome.kind !== 'unavailable' || outcome.reason !== 'HTTP 502') {
      this.#count = 0;
      return false;
    }
    if (this.#count === 0) this.#storedBefore = this.#upload.othersStored();
    this.#count += 1;
    return this.#count >= MOST_GATEWAY_ERRORS && this.#others >= ENOUGH_OTHERS;
  }

  /** What was seen. */
  get text(): string {
    return `HTTP 502, ${this.#count} times, while ${this.#others} other files were stored`;
  }

  get #others(): number {
    return this.#upload.othersStored() - this.#storedBefore;
  }
}

/** The likely reasons of a refusal whose words did not arrive, the likeliest first. */
export function refusalHint({ warnings, attestations }: FileUpload): string {
  const known = warnings.slice(0, MOST_WARNINGS).join('; ');
  const malformed = 'PyPI answers so when it refuses attestations as malformed';
  const hints = [
    ...(known === ''
      ? []
      : [`Most likely the index refused the file for what it was warned of: ${known}`]),
    ...(attestations.length === 0 ? [] : [known === '' ? malformed : `Less likely: ${malformed}`]),
  ];
  return hints.map((hint) => `. ${hint}`).join('');
}
