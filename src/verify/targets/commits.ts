/** Where the files of commits are read from: GitHub's API in an action, git at a terminal. */
export interface Commits {
  /**
   * The whole id of the commit that a ref stands for.
   * @param option the input that names it
   * @throws UnreadableCommit, GithubRefusal
   */
  resolve(ref: string, option: string): Promise<string>;
  /**
   * The bytes of a file; symbolic links are followed inside the repository.
   * @param commit a whole id
   * @param path from the workspace on, `/` between its parts
   * @returns undefined where the commit has no such file
   * @throws UnreadableCommit, GithubRefusal
   */
  read(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** The commit that is checked out in a folder; undefined where that is not known. */
  checkedOut(folder: string): Promise<string | undefined>;
}

/** A commit or a file of it cannot be read. The message is a sentence without its end. */
export class UnreadableCommit extends Error {
  override readonly name = 'UnreadableCommit';
  /** What to do next, as sentences. */
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
  }
}
