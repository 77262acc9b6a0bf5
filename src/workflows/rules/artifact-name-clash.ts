import { isPlain, uploads } from '../artifacts.ts';
import type { WorkflowRule } from '../rule.ts';

/** Since version 4 a name can be uploaded once a run; the second upload fails, or replaces. */
export const artifactNameClash: WorkflowRule = {
  id: 'artifact-name-clash',
  severity: 'error',
  title: 'Several uploads under one artifact name',
  check: ({ publications }) =>
    [...new Set(publications.map(({ workflow }) => workflow))].flatMap((workflow) => {
      const all = uploads(workflow).filter(({ step }) => (step.uses?.major ?? 4) >= 4);
      return all.flatMap(({ job, step, name = '' }) => {
        if (!isPlain(name) || !job.matrix || step.condition !== undefined) return [];
        const replaces = step.inputs.get('overwrite')?.text === 'true';
        return [
          {
            at: step.inputs.get('name')?.at ?? step.uses?.at ?? step.at,
            message: `Every leg of the matrix of the job ${job.id} uploads the artifact "${name}": ${replaces ? 'each replaces the one before, and only the last is published' : 'all but the first fail'}.`,
            remedy: `Give each its own name, such as "${name}-\${{ strategy.job-index }}", and download them with "pattern: ${name}-*" and "merge-multiple: true".`,
          },
        ];
      });
    }),
};
