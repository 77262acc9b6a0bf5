import { stringify } from 'yaml';
import { GITHUB_ISSUER } from '../../sandbox/github/claims.ts';

/**
 * Fulcio's configuration for GitHub's ID tokens, as the public instance has it: which claim goes
 * into which extension of the certificate (Fulcio's docs/oid-info.md). YAML: in JSON Fulcio has
 * other names for the same things, and ignores those that it does not know.
 */
export function fulcioConfig(): string {
  const below = (path: string) => `{{ .url }}/${path}`;
  const run = '{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}';
  return stringify({
    'oidc-issuers': {
      [GITHUB_ISSUER]: {
        'issuer-url': GITHUB_ISSUER,
        'client-id': 'sigstore',
        type: 'ci-provider',
        'ci-provider': 'github-workflow',
      },
    },
    'ci-issuer-metadata': {
      'github-workflow': {
        'default-template-values': { url: 'https://github.com', environment: '' },
        'extension-templates': {
          'github-workflow-trigger': 'event_name',
          'github-workflow-sha': 'sha',
          'github-workflow-name': 'workflow',
          'github-workflow-repository': 'repository',
          'github-workflow-ref': 'ref',
          'build-signer-uri': below('{{ .job_workflow_ref }}'),
          'build-signer-digest': 'job_workflow_sha',
          'runner-environment': 'runner_environment',
          'source-repository-uri': below('{{ .repository }}'),
          'source-repository-digest': 'sha',
          'source-repository-ref': 'ref',
          'source-repository-identifier': 'repository_id',
          'source-repository-owner-uri': below('{{ .repository_owner }}'),
          'source-repository-owner-identifier': 'repository_owner_id',
          'build-config-uri': below('{{ .workflow_ref }}'),
          'build-config-digest': 'workflow_sha',
          'build-trigger': 'event_name',
          'run-invocation-uri': below(run),
          'source-repository-visibility-at-signing': 'repository_visibility',
          'deployment-environment': 'environment',
        },
        'subject-alternative-name-template': below('{{ .job_workflow_ref }}'),
      },
    },
  });
}
