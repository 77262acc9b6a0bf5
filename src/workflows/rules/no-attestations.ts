import { makesAttestations } from '../action-publisher.ts';
import { isTrusted } from '../publication.ts';
import type { WorkflowRule } from '../rule.ts';

/** Uploaders that send attestations only where somebody made them. */
const SEND_ONLY = new Set(['uv publish', 'twine upload']);

/** PEP 740 attestations cannot be added to a file later. */
export const noAttestations: WorkflowRule = {
  id: 'no-attestations',
  severity: 'note',
  title: 'A release without attestations',
  check: ({ publications }) =>
    publications
      .filter((publication) => isTrusted(publication) && SEND_ONLY.has(publication.tool))
      .filter((publication) => !makesAttestations(publication))
      .map(({ tool, step }) => ({
        at: step.run?.at ?? step.at,
        message: `${tool} makes no attestations, and no step before it does.`,
        remedy:
          'Sign the files first, with the attest action, or publish with pypi-trusted-publish.',
      })),
};
