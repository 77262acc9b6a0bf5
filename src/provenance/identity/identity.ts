/** Whose identities certificates hold: PEP 740's providers, people, and whoever else. */
export type IdentityKind = 'GitHub' | 'GitLab' | 'Google' | 'CircleCI' | 'Email' | 'Other';

/**
 * Who signed, as the verified certificate says it (Fulcio's oid-info.md). Undefined is what a
 * certificate of this provider, or of its time, does not tell.
 */
export interface Identity {
  readonly kind: IdentityKind;
  /** The OIDC issuer (extension 8). */
  readonly issuer: string;
  /** `owner/name` (12), without the provider's host. */
  readonly repository?: string | undefined;
  /** The provider's number of the repository (15) and of its owner (17), as digits. */
  readonly repositoryId?: string | undefined;
  readonly ownerId?: string | undefined;
  /** GitHub: the workflow's file name; GitLab: the path of the CI file (18). */
  readonly workflow?: string | undefined;
  /** The deployment environment (23); null where the certificate would tell and has none. */
  readonly environment?: string | null | undefined;
  /** The full git ref (14) and the commit (13) of the run. */
  readonly ref?: string | undefined;
  readonly commit?: string | undefined;
  /** The event that started the run (20), such as `push`. */
  readonly trigger?: string | undefined;
  /** `github-hosted` or `self-hosted` (11). */
  readonly runner?: string | undefined;
  /** The workflow that holds the job (9), `owner/name/path`, where it is not the one that was started. */
  readonly reusableWorkflow?: string | undefined;
  /** The page of the run (21). */
  readonly run?: string | undefined;
  /** Google's service account, or a person. */
  readonly email?: string | undefined;
  /** CircleCI's project and pipeline definition. */
  readonly projectId?: string | undefined;
  readonly pipelineDefinitionId?: string | undefined;
}

/** What is known of an identity from elsewhere than a certificate. */
export type IdentityHint = { readonly [K in keyof Identity]?: Identity[K] | undefined };

/** An identity that somebody expects, and who says so. */
export type ExpectedIdentity = IdentityHint & {
  readonly from: 'pin' | 'policy' | 'lock' | 'history' | 'option';
};

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
