/** How much a finding matters: an error fails the run, a warning does with `--strict`. */
export type Severity = 'error' | 'warning' | 'note';

/** What a rule looks for and how it is treated. */
export interface Rule {
  /** Unless the policy says otherwise, or the rule grades its findings itself. */
  readonly severity: Severity;
  /** One line, as a heading. */
  readonly title: string;
  /** What it means for whoever installs the file. Plain text, whole sentences. */
  readonly why: string;
  /** What to do next. Plain text. */
  readonly remedy: string;
  /** Whether `[severity]` of a policy may change it. */
  readonly overridable: boolean;
  /** Whether an `[[accept]]` of a policy (with a reason and an end) may set a finding aside. */
  readonly acceptable: boolean;
}

/** @internal */
type RuleInit = Pick<Rule, 'severity' | 'title' | 'why' | 'remedy'> &
  Partial<Pick<Rule, 'overridable' | 'acceptable'>>;

/** A rule as it is written down: what is left out is the usual. */
export function rule(init: RuleInit): Rule {
  return { overridable: true, acceptable: true, ...init };
}
