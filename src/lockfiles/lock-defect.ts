import type { Place } from './lock-document.ts';

/**
 * Why a file that should tell what is installed cannot be read. The only error that the readers
 * of this room throw, whatever the bytes.
 */
export class LockDefect extends Error {
  override readonly name = 'LockDefect';
  readonly at: Place;
  /** What is wrong, the rest of a sentence that begins with the place: `is not valid TOML`. Plain text. */
  readonly what: string;
  /** What the reader does next. Plain text. */
  readonly remedy: string;

  constructor(at: Place, what: string, remedy: string = LOCK_AGAIN) {
    super(`${at.path}:${at.line} ${what}`);
    this.at = at;
    this.what = what;
    this.remedy = remedy;
  }
}

const LOCK_AGAIN = 'Write the file again with the tool that made it and pass it on unchanged.';
