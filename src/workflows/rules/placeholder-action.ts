import type { WorkflowRule } from '../rule.ts';
import { allSteps } from '../workflow.ts';
import { isPlaceholder } from './unpinned-action.ts';

/** An example that was pasted and not finished. */
export const placeholderAction: WorkflowRule = {
  id: 'placeholder-action',
  severity: 'error',
  title: 'A placeholder in place of an action',
  check: ({ workflows }) =>
    workflows.flatMap(({ jobs }) =>
      jobs.flatMap((job) =>
        [
          ...allSteps(job.steps).flatMap(({ uses }) => uses ?? []),
          ...(job.calls ? [job.calls] : []),
        ]
          .filter(({ text, ref }) => text.startsWith('OWNER/') || isPlaceholder(ref))
          .map(({ at, text }) => ({
            at,
            message: `${text} is a placeholder: there is no such action.`,
            remedy: 'Put in its repository and the commit of one of its releases.',
          })),
      ),
    ),
};
