import type { Publication } from './publication.ts';
import { findPublications, publishingJobs } from './publications.ts';
import type { RuleFinding, WorkflowSeverity } from './rule.ts';
import { WORKFLOW_RULES } from './rules.ts';
import type { Workflow } from './workflow.ts';

/** One thing that was found, with the id of its rule. */
export interface WorkflowFinding extends RuleFinding {
  readonly rule: string;
  readonly severity: WorkflowSeverity;
}

/** What the workflows of a repository are. */
export interface Judgement {
  readonly publications: readonly Publication[];
  /** In the order of the rules; each thing once. */
  readonly findings: readonly WorkflowFinding[];
}

/**
 * Judges the workflows of one repository together: they call each other.
 * @param ignored ids of rules that are left out
 */
export function judgeWorkflows(
  workflows: readonly Workflow[],
  ignored: ReadonlySet<string>,
): Judgement {
  const publications = findPublications(workflows);
  const input = { workflows, publications, publishingJobs: publishingJobs(publications) };
  const findings = WORKFLOW_RULES.filter(({ id }) => !ignored.has(id)).flatMap((rule) =>
    rule.check(input).map((found) => ({ severity: rule.severity, ...found, rule: rule.id })),
  );
  // TestPyPI and PyPI in one job, or one trigger of two jobs: said once.
  const once = new Map(
    findings.map((found) => [
      `${found.rule} ${found.at.path}:${found.at.line} ${found.message}`,
      found,
    ]),
  );
  return { publications, findings: [...once.values()] };
}
