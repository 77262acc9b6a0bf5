import type { WorkflowRule } from '../rule.ts';
import { conditionsOf, situationsOf } from '../situation.ts';

/** Most pushes change no version, and files on PyPI never change. */
export const everyPush: WorkflowRule = {
  id: 'every-push',
  severity: 'warning',
  title: 'Every push to a branch publishes to PyPI',
  check: ({ publications }) =>
    publications
      .filter(
        (publication) => publication.index === 'pypi' && conditionsOf(publication).length === 0,
      )
      .flatMap((publication) => {
        const reached = situationsOf(publication).find(
          ({ trigger, refType }) => trigger.event === 'push' && refType === 'branch',
        );
        if (!reached) return [];
        return [
          {
            at: reached.trigger.at,
            message: `Every push to a branch publishes to PyPI (job ${publication.job.id}): with the same version again it fails, and whoever may push may release.`,
            remedy: 'Start on tags only: push: tags: ["v*"]',
          },
        ];
      }),
};
