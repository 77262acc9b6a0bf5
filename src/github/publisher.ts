import { PublishError } from '../errors.ts';
import { type IdTokenClaims, parseWorkflowRef, type WorkflowRef } from './oidc.ts';

/** Issuer of ID tokens on github.com, to the letter. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** A GitHub Trusted Publisher as an index has it on file. */
export interface GithubPublisher {
  readonly owner: string;
  /** The repository's name without the owner. */
  readonly repository: string;
  /** The workflow's file name without folders. */
  readonly workflow: string;
  /** The job's deployment environment, where it has one. */
  readonly environment: string | undefined;
}

/** A publisher in words: `acme/widget, workflow release.yml, environment pypi`. */
export function publisherText(publisher: GithubPublisher): string {
  const { owner, repository, workflow, environment } = publisher;
  const where = environment === undefined ? 'no environment' : `environment ${environment}`;
  return `${owner}/${repository}, workflow ${workflow}, ${where}`;
}

/**
 * The publisher that an index must have on file for a job with these claims.
 *
 * Refuses what PyPI would refuse, before PyPI is asked: another issuer (only github.com's
 * is taken), `pull_request_target`, and reusable workflows, for which the upload token is
 * matched against the called workflow (`job_workflow_ref`) but an attestation against the
 * calling one (`workflow_ref`), so that no publisher fits both (pypi/warehouse#11096).
 * Without attestations a workflow called from its own repository passes.
 * @throws PublishError `unsupported-issuer`, `pull-request-target`, `reusable-workflow`
 */
export function publisherFor(
  claims: IdTokenClaims,
  options: { readonly attests: boolean },
): GithubPublisher {
  if (claims.iss !== GITHUB_ISSUER) throw unsupportedIssuer(claims.iss);
  if (claims.event_name === 'pull_request_target') throw pullRequestTarget();
  const called = parseWorkflowRef(claims.job_workflow_ref);
  const caller = parseWorkflowRef(claims.workflow_ref);
  const [owner, repository] = claims.repository.split('/');
  if (!called || !caller || !owner || !repository) {
    throw new PublishError({
      code: 'id-token-unavailable',
      message: `The ID token names its workflow as "${claims.job_workflow_ref}", which is no workflow file.`,
      remedy: 'Run the job again. If it stays, please report it with this message.',
    });
  }
  const sameRepository = called.repository === caller.repository;
  if (!sameRepository || (options.attests && called.path !== caller.path)) {
    throw reusableWorkflow(called, caller);
  }
  return { owner, repository, workflow: called.filename, environment: claims.environment };
}

function unsupportedIssuer(issuer: string): PublishError {
  return new PublishError({
    code: 'unsupported-issuer',
    message: `The job's ID token comes from ${issuer}. PyPI takes GitHub tokens from ${GITHUB_ISSUER} only, so GitHub Enterprise Server, ghe.com and customised enterprise issuers cannot use Trusted Publishing there.`,
    remedy:
      'Publish from github.com, or give an API token as `password`; such uploads carry no attestations.',
  });
}

function pullRequestTarget(): PublishError {
  return new PublishError({
    code: 'pull-request-target',
    message:
      'The workflow was started by `pull_request_target`. PyPI refuses such runs: they can be steered by people from outside.',
    remedy: 'Publish from a push, a tag, a release or `workflow_dispatch`.',
  });
}

function reusableWorkflow(called: WorkflowRef, caller: WorkflowRef): PublishError {
  const place = ({ repository, path, ref }: WorkflowRef) => `${repository}/${path}@${ref}`;
  return new PublishError({
    code: 'reusable-workflow',
    message: [
      'This job is part of a reusable workflow, from which PyPI takes no Trusted Publishing:',
      `  called:    ${place(called)}`,
      `  calls it:  ${place(caller)}`,
      'PyPI matches the upload token against the workflow that is called, and attestations against the one that calls; no publisher fits both (pypi/warehouse#11096).',
    ].join('\n'),
    remedy: [
      `Move this job, with its \`environment:\` and \`permissions:\`, from ${called.path} of ${called.repository} into ${caller.path} of ${caller.repository}. What builds may stay: it hands the files over as an artifact.`,
      'To share the publishing step among repositories, make it a composite action: that is a step of the calling job, and changes nothing about who the job is.',
    ].join('\n'),
  });
}
