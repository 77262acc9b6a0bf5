import type { WorkflowRule } from '../rule.ts';
import { allSteps, permissionsOf } from '../workflow.ts';

/** Permissions that name one scope take every other away; a private repository is then not found. */
export const checkoutWithoutContents: WorkflowRule = {
  id: 'checkout-without-contents',
  severity: 'note',
  title: 'A checkout without contents: read',
  check: ({ publications }) =>
    [...new Set(publications.map(({ workflow }) => workflow))].flatMap((workflow) =>
      workflow.jobs.flatMap((job) => {
        const permissions = permissionsOf(workflow, job);
        const checkout = allSteps(job.steps).find(
          ({ uses, inputs }) =>
            uses?.repository === 'actions/checkout' &&
            !inputs.has('token') &&
            !inputs.has('ssh-key'),
        );
        if (!checkout || !permissions || permissions.levelOf('contents') !== 'none') return [];
        return [
          {
            at: checkout.uses?.at ?? checkout.at,
            message: `The job ${job.id} checks out and has no "contents: read": in a private repository that fails.`,
            remedy: 'Add "contents: read" to the permissions of the job.',
          },
        ];
      }),
    ),
};
