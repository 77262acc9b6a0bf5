import { areUploadsKnown, downloads, isPlain, uploads } from '../artifacts.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { jobsBefore } from '../workflow.ts';

/** A download waits for nothing: what it wants must be there when its job begins. */
export const missingArtifact: WorkflowRule = {
  id: 'missing-artifact',
  severity: 'error',
  title: 'An artifact that is not there when it is wanted',
  check: ({ publishingJobs }) =>
    publishingJobs.flatMap(({ workflow, job }) => {
      const before = jobsBefore(workflow, job);
      const available = uploads(workflow);
      return downloads(job).flatMap(({ step, name }): readonly RuleFinding[] => {
        if (name === undefined || !isPlain(name)) return [];
        const found = available.filter((each) => each.name === name);
        const maybe = available.some((each) => !isPlain(each.name ?? ''));
        const at = step.inputs.get('name')?.at ?? step.at;
        if (found.length === 0) {
          if (maybe || !areUploadsKnown(workflow)) return [];
          const names = [...new Set(available.map((each) => each.name))].join(', ') || 'none';
          return [
            {
              at,
              message: `The job ${job.id} downloads the artifact "${name}", which no job of the workflow uploads (there is: ${names}).`,
              remedy: 'Use one name for both.',
            },
          ];
        }
        const [first] = found;
        if (!first || found.some((each) => each.job === job || before.has(each.job))) return [];
        return [
          {
            at,
            message: `The job ${job.id} downloads "${name}" and does not wait for the job ${first.job.id}, which uploads it.`,
            remedy: `Write: needs: ${first.job.id}`,
          },
        ];
      });
    }),
};
