import { isTrusted } from '../publication.ts';
import type { WorkflowRule } from '../rule.ts';

/** Without one, whoever can push a workflow's trigger can release (elementary-data, 2026-04). */
export const noEnvironment: WorkflowRule = {
  id: 'no-environment',
  severity: 'warning',
  title: 'Publishing without a deployment environment',
  check: ({ publishingJobs }) =>
    publishingJobs
      .filter(
        ({ job, publications }) => job.environment === undefined && publications.some(isTrusted),
      )
      .map(({ job }) => ({
        at: job.at,
        message: `The job ${job.id} publishes without an environment: everybody who can start this workflow can release, and no rule of the repository stands in between.`,
        remedy:
          'Give the job "environment: pypi", name it in the publisher on PyPI, and protect it in the settings of the repository (reviewers, or tags only).',
      })),
};
