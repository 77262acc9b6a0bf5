import type { Identity } from './identity.ts';
import type { FirstSeen, Pin } from './pin.ts';
import { refKind } from './ref-kind.ts';

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
