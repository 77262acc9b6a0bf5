import type { WorkflowRule } from '../rule.ts';
import { allSteps } from '../workflow.ts';

const ARTIFACT_ACTION = /^actions\/(?:upload|download)-artifact$/;

/** GitHub switched versions 1 to 3 off on 2025-01-30; 4 and later share one store. */
export const artifactVersion: WorkflowRule = {
  id: 'artifact-version',
  severity: 'error',
  title: 'An artifact action that GitHub switched off',
  check: ({ publications }) =>
    [...new Set(publications.map(({ workflow }) => workflow))].flatMap(({ jobs }) =>
      jobs.flatMap((job) =>
        allSteps(job.steps).flatMap(({ uses }) => {
          if (!uses || !ARTIFACT_ACTION.test(uses.repository)) return [];
          if (uses.major === undefined || uses.major > 3) return [];
          return [
            {
              at: uses.at,
              message: `The job ${job.id} uses version ${uses.major} of ${uses.repository}, which GitHub switched off; artifacts of versions before 4 and since do not go together.`,
              remedy: 'Use version 4 or later of both upload-artifact and download-artifact.',
            },
          ];
        }),
      ),
    ),
};
