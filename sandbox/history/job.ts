import { githubClaims } from '../github/claims.ts';
import { githubSigner, gitlabSigner, type Signer } from '../sigstore/signer.ts';

/** The job that publishes, as its certificate names it. */
export interface Job {
  readonly provider: 'GitHub' | 'GitLab';
  /** `owner/name`. */
  readonly repository: string;
  /** The provider's numbers, which stay when names change. */
  readonly repositoryId: string;
  readonly ownerId: string;
  /** The file name of the workflow; at GitLab the path of the configuration. */
  readonly workflow: string;
  /** Undefined: the job has none, and so the certificate does not name one. */
  readonly environment: string | undefined;
  /** `refs/tags/v{version}` where it is undefined. */
  readonly ref: string | undefined;
  /** GitHub's `event_name`. */
  readonly trigger: string;
  /** GitHub's `runner_environment`. */
  readonly runner: string;
  /** `owner/name/.github/workflows/file.yml@ref` of the reusable workflow that runs the job. */
  readonly reusableWorkflow: string | undefined;
}

/** The job of a sandbox's usual claims. */
export const USUAL_JOB: Job = {
  provider: 'GitHub',
  repository: 'acme/widget',
  repositoryId: '740112233',
  ownerId: '6501',
  workflow: 'release.yml',
  environment: 'pypi',
  ref: undefined,
  trigger: 'push',
  runner: 'github-hosted',
  reusableWorkflow: undefined,
};

/** What Fulcio makes of a job that publishes `version`. */
export function signerOf(job: Job, version: string): Signer {
  const ref = job.ref ?? `refs/tags/v${version}`;
  const { repository, repositoryId, ownerId, workflow, environment } = job;
  if (job.provider === 'GitLab') {
    return gitlabSigner({
      project: repository,
      projectId: repositoryId,
      groupId: ownerId,
      workflow,
      ref,
      environment,
    });
  }
  const claims = githubClaims({
    repository,
    repository_id: repositoryId,
    repository_owner_id: ownerId,
    workflow_ref: `${repository}/.github/workflows/${workflow}@${ref}`,
    environment,
    ref,
    event_name: job.trigger,
    runner_environment: job.runner,
  });
  const { reusableWorkflow } = job;
  return githubSigner(
    reusableWorkflow === undefined ? claims : { ...claims, job_workflow_ref: reusableWorkflow },
  );
}

/** The publisher object that PyPI serves beside the attestations. */
export function servedPublisher(job: Job): Readonly<Record<string, unknown>> {
  const { provider, repository, workflow, environment = null } = job;
  return provider === 'GitLab'
    ? { kind: provider, repository, workflow_filepath: workflow, environment }
    : { kind: provider, repository, workflow, environment };
}
