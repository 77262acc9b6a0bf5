import type { Publication } from './publication.ts';
import type { PublishingJob } from './publications.ts';
import type { Workflow } from './workflow.ts';
import type { SourceLocation } from './yaml/yaml-node.ts';

/**
 * `error` will fail when it runs, `warning` can go badly wrong, `note` is worth knowing and
 * makes nobody's build red.
 */
export type WorkflowSeverity = 'error' | 'warning' | 'note';

/** What rules look at: the workflows of one repository. */
export interface RuleInput {
  readonly workflows: readonly Workflow[];
  readonly publications: readonly Publication[];
  /** The publications by job. */
  readonly publishingJobs: readonly PublishingJob[];
}

/** One thing that a rule found. */
export interface RuleFinding {
  readonly at: SourceLocation;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly remedy: string;
  /** Where it is not the rule's own. */
  readonly severity?: WorkflowSeverity;
}

/** One thing that goes wrong in workflows that publish. */
export interface WorkflowRule {
  /** Stable, kebab-case; shown with each finding. */
  readonly id: string;
  readonly severity: WorkflowSeverity;
  /** What the rule is about, in a line: for SARIF and the documentation. */
  readonly title: string;
  check(input: RuleInput): readonly RuleFinding[];
}
