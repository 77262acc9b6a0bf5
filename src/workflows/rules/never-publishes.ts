import type { WorkflowRule } from '../rule.ts';
import { conditionsOf, situations, situationsOf } from '../situation.ts';

/** Such as `if: startsWith(github.ref, 'refs/tags/')` where pushes of tags start nothing. */
export const neverPublishes: WorkflowRule = {
  id: 'never-publishes',
  severity: 'error',
  title: 'No trigger ever gets as far as publishing',
  check: ({ publications }) =>
    publications.flatMap((publication) => {
      const { workflow, job } = publication;
      const started = situations(workflow);
      if (started.length === 0 || situationsOf(publication).length > 0) return [];
      const conditions = conditionsOf(publication).join(' | ');
      const events = [...new Set(started.map(({ trigger }) => trigger.event))].join(', ');
      return [
        {
          at: job.at,
          message: `The job ${job.id} never publishes (${conditions}): the workflow starts on ${events}${refs(started)}, and the condition is false for all of them.`,
          remedy:
            'Add the trigger that the condition waits for (such as "push: tags:"), or change the condition.',
        },
      ];
    }),
};

/** `push` with a filter of branches starts on no tag, which surprises. */
function refs(started: ReturnType<typeof situations>): string {
  return started.every(({ refType }) => refType === 'branch') ? ' (of branches, not of tags)' : '';
}
