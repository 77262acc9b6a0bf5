import { makesAttestations } from '../action-publisher.ts';
import { isTrusted } from '../publication.ts';
import type { RuleFinding, RuleInput, WorkflowRule } from '../rule.ts';
import { permissionsOf, type Workflow } from '../workflow.ts';

/**
 * PyPI compares the publisher with the called workflow when it mints a token, and with the
 * calling one when it verifies attestations: only without attestations can a workflow of the same
 * repository satisfy both, and PyPI does not promise it (Warehouse, 2026-08; pypi/warehouse#11096).
 */
export const reusableWorkflow: WorkflowRule = {
  id: 'reusable-workflow',
  severity: 'error',
  title: 'Trusted Publishing in a reusable workflow',
  check: (input) => [
    ...input.publishingJobs.flatMap(({ workflow, job, publications }) => {
      const call = workflow.triggers.find(({ event }) => event === 'workflow_call');
      if (!call || !publications.some(isTrusted)) return [];
      const callers = callersOf(workflow, input);
      const isCalled = workflow.triggers.length === 1 || callers !== '';
      const isAttested = publications.some((publication) => makesAttestations(publication));
      const why = isAttested
        ? 'PyPI refuses attestations from called workflows'
        : 'PyPI does not support that, and it can work only without attestations';
      return [
        {
          at: job.at,
          message: `The job ${job.id} publishes in a workflow that others call${callers}; ${why}.`,
          remedy:
            'Move the publishing job into the workflow that is triggered; building may stay in the reusable one. To share the steps, make them a composite action.',
          severity: isCalled && isAttested ? 'error' : 'warning',
        } satisfies RuleFinding,
      ];
    }),
    ...input.workflows.flatMap(foreignCalls),
  ],
};

function callersOf(called: Workflow, { workflows }: RuleInput): string {
  const callers = workflows.filter(({ jobs }) =>
    jobs.some(({ calls }) => calls?.kind === 'local' && calls.path === called.path),
  );
  return callers.length > 0 ? ` (${callers.map(({ filename }) => filename).join(', ')})` : '';
}

/** What a workflow of another repository does is not seen; its name may tell. */
function foreignCalls(workflow: Workflow): readonly RuleFinding[] {
  return workflow.jobs.flatMap((job) => {
    const { calls } = job;
    const canSign = permissionsOf(workflow, job)?.levelOf('id-token') === 'write';
    if (calls?.kind !== 'repository' || !canSign || !/pypi/i.test(calls.path)) return [];
    return [
      {
        at: calls.at,
        message: `The job ${job.id} calls ${calls.text}. If that publishes to PyPI, it will be refused: PyPI does not take Trusted Publishing from called workflows.`,
        remedy: 'Publish in a job of this workflow.',
        severity: 'warning',
      } satisfies RuleFinding,
    ];
  });
}
