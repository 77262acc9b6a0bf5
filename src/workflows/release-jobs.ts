import type { RuleInput } from './rule.ts';
import { allSteps, type Job, jobsBefore } from './workflow.ts';

/** The jobs that a release goes through. */
export interface ReleaseJobs {
  readonly publishing: readonly Job[];
  /** Those that come before, and hand something on: an artifact, or what a called workflow does. */
  readonly building: readonly Job[];
}

/** Actions that upload artifacts. */
export const UPLOADERS = /(?:^|[/-])upload-artifact$|^hynek\/build-and-inspect-python-package$/;

/** Tests and linters that a release merely waits for are none of them. */
export function releaseJobs({ publishingJobs }: RuleInput): ReleaseJobs {
  const publishing = new Set(publishingJobs.map(({ job }) => job));
  const before = publishingJobs.flatMap(({ workflow, job }) => [...jobsBefore(workflow, job)]);
  const building = new Set(before.filter((job) => !publishing.has(job) && handsOn(job)));
  return { publishing: [...publishing], building: [...building] };
}

function handsOn({ calls, steps }: Job): boolean {
  return (
    calls !== undefined ||
    allSteps(steps).some(({ uses }) => UPLOADERS.test(uses?.repository ?? ''))
  );
}
