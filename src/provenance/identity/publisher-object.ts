import type { Identity, IdentityHint, IdentityKind } from './identity.ts';
import { isSameName } from './same-name.ts';

/**
 * What an index says of a publisher (PEP 740 `publisher`), which PEP 751 repeats as an entry of
 * `attestation-identities`. Members beyond `kind` are the kind's own.
 */
export type PublisherObject = Readonly<Record<string, unknown>>;

/** A publisher object in this project's words; undefined for a kind that is unknown here. */
export function publisherIdentity(publisher: PublisherObject): IdentityHint | undefined {
  const text = (name: string) => {
    const value = Object.hasOwn(publisher, name) ? publisher[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const kind = text('kind') ?? '';
  switch (kind) {
    case 'GitHub':
      return {
        kind,
        repository: text('repository'),
        workflow: text('workflow'),
        environment: text('environment'),
      };
    case 'GitLab':
      return {
        kind,
        repository: text('repository'),
        workflow: text('workflow_filepath'),
        environment: text('environment'),
      };
    case 'Google':
      return { kind, email: text('email') };
    case 'CircleCI':
      return {
        kind,
        projectId: text('project_id'),
        pipelineDefinitionId: text('pipeline_definition_id'),
        repository: text('vcs_origin'),
        ref: text('vcs_ref'),
      };
    default:
      return undefined;
  }
}

/** What a publisher object of each kind must say for it to be one. */
const NEEDED: Readonly<Record<string, readonly (keyof Identity)[]>> = {
  GitHub: ['repository', 'workflow'],
  GitLab: ['repository', 'workflow'],
  Google: ['email'],
  CircleCI: ['projectId', 'pipelineDefinitionId'],
};

/**
 * Compares what an index says with the certificate, by equality.
 * @returns what disagrees, in words; undefined where they agree
 */
export function disagreement(claimed: IdentityHint, identity: Identity): string | undefined {
  if (claimed.kind !== identity.kind) {
    return `the index names a publisher of ${claimed.kind}, the certificate one of ${kindText(identity)}`;
  }
  for (const member of NEEDED[identity.kind] ?? []) {
    if (claimed[member] === undefined) return `the index does not tell its ${WORDS[member]}`;
  }
  for (const member of COMPARED) {
    const said = claimed[member];
    // A publisher without an environment takes jobs of any, and of a time before certificates
    // told nobody knows.
    if (said === undefined || said === null) continue;
    if (member === 'environment' && identity.environment === undefined) continue;
    const found = identity[member];
    if (!isEqual(member, identity.kind, said, found)) {
      return `the index names ${WORDS[member]} ${said}, the certificate ${found ?? 'none'}`;
    }
  }
  return undefined;
}

const COMPARED = [
  'repository',
  'workflow',
  'environment',
  'email',
  'projectId',
  'pipelineDefinitionId',
  'ref',
] as const;

const WORDS: Readonly<Partial<Record<keyof Identity, string>>> = {
  repository: 'repository',
  workflow: 'workflow',
  environment: 'environment',
  email: 'email address',
  projectId: 'project',
  pipelineDefinitionId: 'pipeline definition',
  ref: 'ref',
};

function isEqual(
  member: (typeof COMPARED)[number],
  kind: IdentityKind,
  said: string,
  found: string | null | undefined,
): boolean {
  if (found === undefined || found === null) return false;
  if (member === 'repository') return isSameName(kind, said, found);
  // GitHub's environments are the same in any case, and PyPI compares them so.
  return member === 'environment' ? said.toLowerCase() === found.toLowerCase() : said === found;
}

const kindText = ({ kind, issuer }: Identity): string =>
  kind === 'Email' || kind === 'Other' ? issuer : kind;

/** An identity as PEP 740 and PEP 751 write it; undefined for kinds that have no such form. */
export function publisherObject(
  identity: IdentityHint,
): (PublisherObject & { readonly kind: string }) | undefined {
  const { kind, repository, workflow } = identity;
  const environment = identity.environment ? { environment: identity.environment } : {};
  switch (kind) {
    case 'GitHub':
      return { kind, repository, workflow, ...environment };
    case 'GitLab':
      return { kind, repository, workflow_filepath: workflow, ...environment };
    case 'Google':
      return { kind, email: identity.email };
    case 'CircleCI':
      return {
        kind,
        project_id: identity.projectId,
        pipeline_definition_id: identity.pipelineDefinitionId,
        ...(repository === undefined ? {} : { vcs_origin: repository }),
      };
    case 'Email':
    case 'Other':
    case undefined:
      return undefined;
  }
}
