import type { WorkflowRule } from '../rule.ts';
import { reaches, situationsOf } from '../situation.ts';

/** A pull request from a fork gets neither ID token nor secrets; one from a branch would publish. */
export const pullRequest: WorkflowRule = {
  id: 'pull-request',
  severity: 'error',
  title: 'Publishing on pull requests',
  check: ({ publications }) =>
    publications.flatMap((publication) => {
      const { job } = publication;
      const reached = situationsOf(publication).find(
        ({ trigger }) => trigger.event === 'pull_request',
      );
      if (!reached) return [];
      const isCertain = reaches(publication, reached.contexts) === true;
      return [
        {
          at: reached.trigger.at,
          message: `Pull requests start the job ${job.id}, which publishes${isCertain ? '' : ', unless a condition stops them'}. From forks it fails (they get no ID token and no secrets), from branches it publishes what nobody merged.`,
          severity: isCertain ? 'error' : 'note',
          remedy: `Give the job an "if:", such as: if: github.event_name == 'push' && github.ref_type == 'tag'`,
        },
      ];
    }),
};
