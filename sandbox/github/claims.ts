/** The claims of an ID token; a value of undefined leaves the claim out. */
export type Claims = Record<string, unknown>;

/** The issuer of github.com's ID tokens, which certificates and publishers are bound to. */
export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * The claims of a job's ID token as GitHub writes them, without those that differ from token to
 * token (jti, aud, nbf, iat, exp). What follows from repository, ref, sha and environment is
 * derived from the overrides' values, unless it is overridden itself.
 */
export function githubClaims(overrides: Claims = {}): Claims {
  const given = (name: string, fallback: string): string =>
    typeof overrides[name] === 'string' ? overrides[name] : fallback;
  const repository = given('repository', 'acme/widget');
  const ref = given('ref', 'refs/tags/v1.0.0');
  const sha = given('sha', '1f2e3d4c5b6a79880123456789abcdef01234567');
  const environment =
    'environment' in overrides && overrides['environment'] === undefined
      ? undefined
      : given('environment', 'pypi');
  const workflowRef = given('workflow_ref', `${repository}/.github/workflows/release.yml@${ref}`);
  return {
    iss: GITHUB_ISSUER,
    sub:
      environment === undefined
        ? `repo:${repository}:ref:${ref}`
        : `repo:${repository}:environment:${environment}`,
    environment,
    ref,
    sha,
    repository,
    repository_owner: repository.split('/', 1)[0],
    repository_id: '740112233',
    repository_owner_id: '6501',
    repository_visibility: 'public',
    run_id: '16204891234',
    run_number: '27',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    actor: 'octocat',
    actor_id: '583231',
    workflow: 'release',
    workflow_ref: workflowRef,
    workflow_sha: sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: sha,
    event_name: 'push',
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'true',
    base_ref: '',
    head_ref: '',
    ...overrides,
  };
}
