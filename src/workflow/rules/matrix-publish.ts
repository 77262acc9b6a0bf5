import type { WorkflowRule } from '../rule.ts';
import type { Job } from '../workflow.ts';

/** Legs that publish one version side by side race for its creation, and for the same sdist. */
export const matrixPublish: WorkflowRule = {
  id: 'matrix-publish',
  severity: 'warning',
  title: 'Every leg of a matrix publishes',
  check: ({ publishingJobs }) =>
    publishingJobs
      .filter(({ job }) => job.matrix && !isEachItsOwn(job))
      .map(({ job }) => ({
        at: job.node.placeOf('strategy'),
        message: `Every leg of the matrix of the job ${job.id} publishes, side by side: they race for the same version, and one that fails leaves it half there.`,
        remedy:
          'Build in the matrix, upload the files as artifacts, and publish all of them in one job that needs it.',
      })),
};

/** A matrix of projects or indexes: what is published, or where, differs from leg to leg. */
function isEachItsOwn({ node, steps }: Job): boolean {
  const matrix = /\$\{\{[^}]*\bmatrix\./;
  const environment = node.get('environment');
  const texts = [
    ...(environment ? [...environment.scalars()] : []),
    ...steps.flatMap(({ inputs, env }) => [...inputs.values(), ...env.values()]),
  ];
  const builds = steps.some(({ uses, run }) =>
    /cibuildwheel|maturin|-m build|uv build/.test(`${uses?.repository ?? ''} ${run?.text ?? ''}`),
  );
  return !builds && texts.some(({ text }) => matrix.test(text ?? ''));
}
