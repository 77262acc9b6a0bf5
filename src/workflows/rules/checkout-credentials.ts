import { releaseJobs } from '../release-jobs.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { allSteps, type Job } from '../workflow.ts';

/** The checkout leaves the repository's token where every later step can read it. */
export const checkoutCredentials: WorkflowRule = {
  id: 'checkout-credentials',
  severity: 'warning',
  title: 'A checkout that leaves its token behind',
  check: (input) => {
    const { publishing, building } = releaseJobs(input);
    return [
      ...publishing.flatMap((job) => findings(job, 'warning')),
      ...building.flatMap((job) => findings(job, uploadsAll(job) ? 'warning' : 'note')),
    ];
  },
};

function findings(job: Job, severity: 'warning' | 'note'): readonly RuleFinding[] {
  return allSteps(job.steps)
    .filter(({ uses }) => uses?.repository === 'actions/checkout')
    .filter(({ inputs }) => inputs.get('persist-credentials')?.text !== 'false')
    .map(({ uses, at }) => ({
      at: uses?.at ?? at,
      message: `The checkout of the job ${job.id} leaves the job's token for every later step${uploadsAll(job) ? ', and the job uploads the whole folder as an artifact' : ''}.`,
      remedy: 'Write: with: persist-credentials: false',
      severity,
    }));
}

/** An artifact of the whole workspace has .git/config in it. */
function uploadsAll(job: Job): boolean {
  return allSteps(job.steps).some(
    ({ uses, inputs }) =>
      uses?.repository === 'actions/upload-artifact' &&
      /^(?:\.\/?|\$\{\{\s*github\.workspace\s*\}\}\/?)$/.test(
        inputs.get('path')?.text?.trim() ?? '',
      ),
  );
}
