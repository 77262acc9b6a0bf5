import { isForPyPI } from '../publication.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';

/** A token that is stored can be stolen (Trivy and LiteLLM, 2026-03); an identity cannot. */
export const longLivedToken: WorkflowRule = {
  id: 'long-lived-token',
  severity: 'warning',
  title: 'Publishing with a token that is stored',
  check: ({ publications, workflows }) => {
    const used = publications.filter(isForPyPI).flatMap(({ tokenAt, tool, job }) =>
      tokenAt
        ? [
            {
              at: tokenAt,
              message: `${tool} in the job ${job.id} publishes with a stored token or password; PyPI accepts no attestations with one.`,
              remedy:
                'Add a publisher on PyPI, give the job "id-token: write", take the token out here, and delete it on PyPI and in the secrets.',
            },
          ]
        : [],
    );
    const known = new Set(used.map(({ at }) => `${at.path}:${at.line}`));
    const elsewhere = workflows.flatMap(({ node }) =>
      [...node.scalars()].flatMap((scalar): readonly RuleFinding[] => {
        const secret = /\bsecrets\.(\w*PYPI\w*)/i.exec(scalar.text ?? '')?.[1];
        if (secret === undefined || known.has(`${scalar.at.path}:${scalar.at.line}`)) return [];
        return [
          {
            at: scalar.at,
            message: `The secret ${secret} looks like a token of PyPI.`,
            remedy: 'Publish with Trusted Publishing, and delete the token and the secret.',
          },
        ];
      }),
    );
    return [...used, ...elsewhere];
  },
};
