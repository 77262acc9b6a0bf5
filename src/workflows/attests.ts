import { isAttester } from './action-publisher.ts';
import type { Publication } from './publication.ts';
import { allSteps } from './workflow.ts';

/** Actions that sign what they upload, unless they are told not to. */
const BY_THEMSELVES = new Set(['pypi-trusted-publish', 'gh-action-pypi-publish']);

/** Whether what is uploaded carries attestations that were made in this workflow. */
export function attests({ tool, step, workflow }: Publication): boolean {
  if (BY_THEMSELVES.has(tool)) return step.inputs.get('attestations')?.text !== 'false';
  return (
    tool === 'pypi-trusted-publish publish' ||
    workflow.jobs.some((job) => allSteps(job.steps).some(isAttester))
  );
}
