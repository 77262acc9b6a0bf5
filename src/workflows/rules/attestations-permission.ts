import { isGithubAttester } from '../action-publisher.ts';
import type { WorkflowRule } from '../rule.ts';
import { allSteps, permissionsOf } from '../workflow.ts';

/** GitHub's attestation store takes a right of its own. */
export const attestationsPermission: WorkflowRule = {
  id: 'attestations-permission',
  severity: 'error',
  title: "GitHub's attestation store without attestations: write",
  check: ({ publications }) =>
    [...new Set(publications.map(({ workflow }) => workflow))].flatMap((workflow) =>
      workflow.jobs.flatMap((job) => {
        const permissions = permissionsOf(workflow, job);
        const missing = ['id-token', 'attestations'].filter(
          (scope) => permissions?.levelOf(scope) !== 'write',
        );
        const step = allSteps(job.steps).find(isGithubAttester);
        // Without any permissions the repository's own settings decide about all but id-token.
        const needed = permissions ? missing : ['id-token'];
        if (!step || needed.length === 0) return [];
        return [
          {
            at: step.uses?.at ?? step.at,
            message: `The job ${job.id} stores attestations at GitHub and lacks ${needed.map((scope) => `"${scope}: write"`).join(' and ')}.`,
            remedy: 'Add it to the permissions of the job.',
          },
        ];
      }),
    ),
};
