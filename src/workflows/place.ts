/** A place in a file that somebody can open. */
export interface Place {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}
