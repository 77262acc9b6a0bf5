import type { WorkflowRule } from '../rule.ts';

/** A machine that is not made anew for each job can have been changed by an earlier one. */
export const selfHostedRunner: WorkflowRule = {
  id: 'self-hosted-runner',
  severity: 'warning',
  title: 'Publishing from a self-hosted runner',
  check: ({ publishingJobs }) =>
    publishingJobs
      .filter(({ job }) => job.runsOn.some((label) => label.toLowerCase() === 'self-hosted'))
      .map(({ job }) => ({
        at: job.runsOnAt,
        message: `The job ${job.id} publishes from a self-hosted runner: what ran there before can take its identity.`,
        remedy:
          'Publish from a runner of GitHub, or from one that is made anew for each job and takes jobs of no public repository; then leave this rule out with --ignore.',
      })),
};
