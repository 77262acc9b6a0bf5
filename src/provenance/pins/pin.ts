import type { Identity, IdentityKind } from '../identity/identity.ts';
import { refKind } from '../identity/ref-kind.ts';

/** Where a pin was first seen: the earliest release that was verified when it was written. */
export interface FirstSeen {
  readonly version?: string | undefined;
  /** The day (`2026-11-22`) that the release was uploaded. */
  readonly date: string;
  /** Its entry of the transparency log. */
  readonly logIndex?: string | undefined;
}

/**
 * One publisher that a project's files may come from: an entry of `publishers.lock.toml`. What
 * is undefined is not compared.
 */
export interface Pin
  extends Pick<
    Identity,
    | 'repository'
    | 'repositoryId'
    | 'ownerId'
    | 'workflow'
    | 'reusableWorkflow'
    | 'trigger'
    | 'runner'
    | 'email'
    | 'projectId'
    | 'pipelineDefinitionId'
  > {
  /** The normal form (PEP 503). */
  readonly project: string;
  readonly kind: IdentityKind;
  /** Only where the kind does not say it. */
  readonly issuer?: string | undefined;
  readonly environment?: string | undefined;
  /** `tag`, `branch:NAME` or `any`. */
  readonly ref?: string | undefined;
  /** Kinds of files that were not attested when the pin was written, and need not be. */
  readonly unattested?: readonly string[] | undefined;
  readonly firstSeen?: FirstSeen | undefined;
}

/** The pin that lets an identity publish a project from now on. */
export function pinOf(project: string, identity: Identity, firstSeen: FirstSeen): Pin {
  const { kind, issuer, environment } = identity;
  return {
    project,
    kind,
    issuer: kind === 'Email' || kind === 'Other' ? issuer : undefined,
    repository: identity.repository,
    repositoryId: identity.repositoryId,
    ownerId: identity.ownerId,
    workflow: identity.workflow,
    reusableWorkflow: identity.reusableWorkflow,
    environment: environment ?? undefined,
    ref: refKind(identity.ref),
    trigger: identity.trigger,
    runner: identity.runner,
    email: identity.email,
    projectId: identity.projectId,
    pipelineDefinitionId: identity.pipelineDefinitionId,
    firstSeen,
  };
}

/** Projects by name; publishers of one by kind, name and workflow: the same pins, the same file. */
export function comparePins(a: Pin, b: Pin): number {
  const [left, right] = [orderKey(a), orderKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderKey(pin: Pin): string {
  const { project, kind, repository, repositoryId, workflow, email, projectId } = pin;
  // A control character sorts before everything that a name can hold.
  return [project, kind, repository?.toLowerCase(), workflow, email, projectId, repositoryId]
    .map((part) => part ?? '')
    .join('\u0000');
}
