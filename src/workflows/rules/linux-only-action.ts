import type { WorkflowRule } from '../rule.ts';

/** gh-action-pypi-publish runs in a Docker image for x86-64, which other runners cannot start. */
export const linuxOnlyAction: WorkflowRule = {
  id: 'linux-only-action',
  severity: 'error',
  title: 'A Docker action on a runner without Docker',
  check: ({ publications }) =>
    publications.flatMap(({ tool, job, step }) => {
      const label = job.runsOn.find((each) => /^(?:windows|macos)|-arm$|^arm64$/i.test(each));
      if (tool !== 'gh-action-pypi-publish' || label === undefined) return [];
      return [
        {
          at: step.uses?.at ?? step.at,
          message: `The job ${job.id} runs on ${label}; gh-action-pypi-publish is a Docker action and runs on Linux with x86-64 only.`,
          remedy:
            'Publish on ubuntu-latest, or with an action that needs no Docker, such as pypi-trusted-publish.',
        },
      ];
    }),
};
