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

/** Keys of a matrix that stand for machines, not for what is published. */
const MACHINES =
  /^(?:os|runner|runs-on|platform|arch|architecture|target|python|python-version|pyver|interpreter|manylinux|buildplat|cibw.*)$/i;

/** A matrix of projects or indexes: what is published, or where, differs from leg to leg. */
function isEachItsOwn({ node, steps }: Job): boolean {
  const environment = node.get('environment');
  const texts = [
    ...(environment ? [...environment.scalars()] : []),
    ...steps.flatMap(({ inputs, env }) => [...inputs.values(), ...env.values()]),
  ];
  return texts.some(({ text = '' }) =>
    [...text.matchAll(/\bmatrix\.([\w-]+)/g)].some(([, key = '']) => !MACHINES.test(key)),
  );
}
