/** One kind of thing that docutils complains about; PyPI refuses a description for any of them. */
export interface DefectClass {
  /** Stable, kebab-case. */
  readonly id: string;
  /**
   * What a finding of it is: an error where no recorded description that renders has one, a
   * warning where this linter knows less than docutils does.
   */
  readonly certainty: 'error' | 'warning';
  /** What to do about it. */
  readonly remedy: string;
}

/** One place where docutils would stop. */
export interface Defect {
  readonly class: DefectClass;
  /** Counted from 1; undefined where it is about the description as a whole. */
  readonly line: number | undefined;
  /** The text of docutils' own system message, or PyPI's where docutils says nothing. */
  readonly text: string;
}
