import { isTrusted } from '../publication.ts';
import type { WorkflowRule } from '../rule.ts';
import { situationsOf } from '../situation.ts';

/** PyPI refuses the event (Warehouse, 2026-03): strangers' code runs near the token. */
export const pullRequestTarget: WorkflowRule = {
  id: 'pull-request-target',
  severity: 'error',
  title: 'Publishing on pull_request_target',
  check: ({ publications }) =>
    publications.filter(isTrusted).flatMap((publication) => {
      const reached = situationsOf(publication).find(
        ({ trigger }) => trigger.event === 'pull_request_target',
      );
      if (!reached) return [];
      return [
        {
          at: reached.trigger.at,
          message: `pull_request_target starts the job ${publication.job.id}, which publishes. PyPI refuses this event, and anybody who opens a pull request starts it.`,
          remedy: 'Publish in a separate workflow that starts on tags or releases.',
        },
      ];
    }),
};
