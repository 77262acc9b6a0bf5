import { indexOf, type Publication, type PublisherStep } from './publication.ts';
import { allSteps, type WorkflowStep } from './workflow.ts';

const THIS = 'pypi-trusted-publish';
const GH_ACTION = 'pypa/gh-action-pypi-publish';

/** The publish actions that share their inputs: this project's, and the one that it follows. */
function toolOf({ uses }: WorkflowStep): string | undefined {
  if (uses?.kind !== 'repository') return undefined;
  if (uses.repository === GH_ACTION && uses.path === '') return 'gh-action-pypi-publish';
  return uses.repository.endsWith(`/${THIS}`) && uses.path === '' ? THIS : undefined;
}

/** What a step that uses a publish action uploads, and how. */
export function actionPublisher(step: WorkflowStep): PublisherStep | undefined {
  const tool = toolOf(step);
  if (tool === undefined) return undefined;
  const input = (name: string) =>
    step.inputs.get(name) ?? step.inputs.get(name.replaceAll('-', '_'));
  const password = input('password');
  const hasToken = password?.text !== undefined && password.text !== 'trusted-publishing';
  const packages = input('packages')
    ?.text?.split('\n')
    .filter((line) => line.trim() !== '');
  return {
    tool,
    index: indexOf(input('repository-url')?.text),
    authentication: hasToken ? 'token' : 'trusted-publishing',
    tokenAt: hasToken ? password.at : undefined,
    files: packages ?? [input('packages-dir')?.text ?? 'dist'],
  };
}

/** Whether a step signs distributions without uploading them. */
export function isAttester({ uses }: WorkflowStep): boolean {
  if (uses?.kind !== 'repository') return false;
  return (
    (uses.repository.endsWith(`/${THIS}`) && uses.path === 'attest') ||
    uses.repository === 'astral-sh/attest-action'
  );
}

/** Whether a step signs for GitHub's attestation store. */
export function isGithubAttester({ uses, inputs }: WorkflowStep): boolean {
  if (uses?.kind !== 'repository') return false;
  if (/^actions\/attest(?:-build-provenance|-sbom)?$/.test(uses.repository)) return true;
  const isOurs = uses.repository.endsWith(`/${THIS}`);
  return isOurs && inputs.get('github-attestation')?.text === 'true';
}

/** Actions that sign what they upload, unless they are told not to. */
const BY_THEMSELVES = new Set(['pypi-trusted-publish', 'gh-action-pypi-publish']);

/** Whether what is uploaded carries attestations that were made in this workflow. */
export function makesAttestations({ tool, step, workflow }: Publication): boolean {
  if (BY_THEMSELVES.has(tool)) return step.inputs.get('attestations')?.text !== 'false';
  return (
    tool === 'pypi-trusted-publish publish' ||
    workflow.jobs.some((job) => allSteps(job.steps).some(isAttester))
  );
}
