import type { WorkflowRule } from '../rule.ts';
import { situationsOf } from '../situation.ts';

/** Publishing a release on GitHub pushes its tag, too: two runs race for the same files. */
export const publishedTwice: WorkflowRule = {
  id: 'published-twice',
  severity: 'warning',
  title: 'One release starts the workflow twice',
  check: ({ publications }) =>
    publications.flatMap((publication) => {
      const reached = situationsOf(publication);
      const push = reached.find(
        ({ trigger, refType }) => trigger.event === 'push' && refType === 'tag',
      );
      const release = reached.find(({ trigger }) => trigger.event === 'release');
      if (!push || !release) return [];
      return [
        {
          at: release.trigger.at,
          message: `A release on GitHub starts the job ${publication.job.id} twice, for its tag and for itself, and both runs publish.`,
          remedy: 'Keep one of "push: tags:" and "release:".',
        },
      ];
    }),
};
