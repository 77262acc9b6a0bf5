import type { WorkflowRule } from '../rule.ts';
import { situationsOf } from '../situation.ts';

/** Events that people without write access cause, and that run with the repository's rights. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ['issue_comment', 'anybody who comments starts it'],
  ['issues', 'anybody who opens an issue starts it'],
  ['discussion', 'anybody who opens a discussion starts it'],
  ['discussion_comment', 'anybody who comments starts it'],
  ['workflow_run', 'it follows another run, which may be of a pull request'],
  ['fork', 'anybody who forks starts it'],
  ['watch', 'anybody who stars the repository starts it'],
]);

/** A release that strangers can start needs only one more mistake to be theirs. */
export const untrustedTrigger: WorkflowRule = {
  id: 'untrusted-trigger',
  severity: 'warning',
  title: 'An event that strangers cause starts a release',
  check: ({ publications }) =>
    publications.flatMap((publication) =>
      situationsOf(publication).flatMap(({ trigger }) => {
        const why = EVENTS.get(trigger.event);
        if (why === undefined) return [];
        return [
          {
            at: trigger.at,
            message: `${trigger.event} starts the job ${publication.job.id}, which publishes: ${why}.`,
            remedy: 'Publish on tags or releases, which only maintainers make.',
          },
        ];
      }),
    ),
};
