import { isAttester } from '../action-publisher.ts';
import { isTrusted } from '../publication.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { allSteps, type Job, permissionsOf, type Workflow } from '../workflow.ts';

/** The ID token of Trusted Publishing and of signing is there only for jobs that ask for it. */
export const noIdToken: WorkflowRule = {
  id: 'no-id-token',
  severity: 'error',
  title: 'A job that publishes or signs has no id-token: write',
  check: ({ workflows, publishingJobs }) => {
    const trusted = publishingJobs.flatMap(({ workflow, job, publications }) =>
      publications.some(isTrusted) ? findings(workflow, job, 'publishes') : [],
    );
    const signing = workflows.flatMap((workflow) =>
      workflow.jobs
        .filter((job) => !publishingJobs.some((each) => each.job === job))
        .filter((job) => allSteps(job.steps).some(isAttester))
        .flatMap((job) => findings(workflow, job, 'signs')),
    );
    return [...trusted, ...signing];
  },
};

function findings(workflow: Workflow, job: Job, does: string): readonly RuleFinding[] {
  const permissions = permissionsOf(workflow, job);
  if (permissions?.levelOf('id-token') === 'write') return [];
  const elsewhere = workflow.jobs.find(
    (other) => other !== job && other.permissions?.levelOf('id-token') === 'write',
  );
  const misplaced = job.node.get('steps')?.items.some((step) => step.get('permissions'));
  const hint = misplaced
    ? ' Permissions cannot be set on a step: they belong to the job.'
    : elsewhere
      ? ` The job ${elsewhere.id} has it instead.`
      : workflow.permissions?.levelOf('id-token') === 'write'
        ? " The job's own permissions take the place of the workflow's."
        : '';
  return [
    {
      at: permissions?.at ?? job.at,
      message: `The job ${job.id} ${does} and has no "id-token: write", so it gets no ID token.${hint}`,
      remedy: 'Give the job "permissions: id-token: write", and no other job.',
    },
  ];
}
