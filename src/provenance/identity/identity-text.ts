import type { IdentityHint, IdentityKind } from './identity.ts';

const HOSTS: Readonly<Partial<Record<IdentityKind, string>>> = {
  GitHub: 'github.com/',
  GitLab: 'gitlab.com/',
};

/** An identity in a few words for people: `github.com/acme/widget, workflow release.yml`. */
export function identityText(identity: IdentityHint): string {
  const { kind, repository, workflow, email, projectId, pipelineDefinitionId, issuer } = identity;
  if (email !== undefined) return `${email} (${kind === 'Google' ? 'Google' : issuer})`;
  if (kind === 'CircleCI') {
    return `CircleCI project ${projectId}, pipeline definition ${pipelineDefinitionId}`;
  }
  const host = kind === undefined ? '' : (HOSTS[kind] ?? '');
  const place = repository === undefined ? (issuer ?? 'nobody') : `${host}${repository}`;
  return workflow === undefined ? place : `${place}, workflow ${workflow}`;
}
