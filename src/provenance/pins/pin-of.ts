import type { Identity } from '../identity/identity.ts';
import { refKind } from '../identity/ref-kind.ts';
import type { FirstSeen, Pin } from './pin.ts';

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
