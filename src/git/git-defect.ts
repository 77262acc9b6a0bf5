/** Why a file of another commit cannot be read from a repository on disk. */
export class GitDefect extends Error {
  override readonly name = 'GitDefect';
  /** What the reader does next. Plain text. */
  readonly remedy: string;

  /** @param what A sentence without its full stop. Plain text. */
  constructor(what: string, remedy: string = CLONE_AGAIN) {
    super(what);
    this.remedy = remedy;
  }
}

const CLONE_AGAIN = 'Check the repository with `git fsck`, or clone it again.';
