import { type Identity, identityText } from '../identity/identity.ts';
import { refKind } from '../identity/ref-kind.ts';
import { isSameName } from '../identity/same-name.ts';
import type { Severity } from '../rule.ts';
import type { RuleId } from '../rules.ts';
import type { Pin } from './pin.ts';

/** The rules that a comparison of two identities can break. */
export type IdentityRule = Extract<
  RuleId,
  | 'renamed'
  | 'transferred'
  | 'account-resurrected'
  | 'repo-recreated'
  | 'workflow-changed'
  | 'identity-changed'
  | 'drift'
>;

/** How an identity differs from the one that was expected. */
export interface IdentityDifference {
  readonly rule: IdentityRule;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** Old and new, in one sentence. */
  readonly message: string;
}

/**
 * Compares who published with one who may. Numbers count before names: names can be given up
 * and registered again, numbers are never used twice.
 * @returns nothing where they are the same
 */
export function comparePin(pin: Pin, identity: Identity): readonly IdentityDifference[] {
  const change = publisherChange(pin, identity);
  if (change !== undefined && change.rule !== 'renamed') return [change];
  const circumstances = [workflowChange(pin, identity), drift(pin, identity)];
  return [change, ...circumstances].filter((difference) => difference !== undefined);
}

function publisherChange(pin: Pin, identity: Identity): IdentityDifference | undefined {
  const other: IdentityDifference = {
    rule: 'identity-changed',
    message: `published by ${identityText(identity)}, and before by ${identityText(pin)}`,
  };
  if (pin.kind !== identity.kind) return other;
  if (pin.issuer !== undefined && pin.issuer !== identity.issuer) return other;
  switch (pin.kind) {
    case 'GitHub':
    case 'GitLab':
    case 'Other':
      return repositoryChange(pin, identity, other);
    case 'CircleCI':
      return pin.projectId === identity.projectId &&
        pin.pipelineDefinitionId === identity.pipelineDefinitionId
        ? undefined
        : other;
    case 'Google':
    case 'Email':
      return pin.email === identity.email ? undefined : other;
  }
}

type Sameness = 'same' | 'other' | 'unknown';

/** The table of pins; what a side does not tell is decided by names. */
function repositoryChange(
  pin: Pin,
  identity: Identity,
  other: IdentityDifference,
): IdentityDifference | undefined {
  const repository = sameness(pin.repositoryId, identity.repositoryId);
  const owner = sameness(pin.ownerId, identity.ownerId);
  const isNamedAlike =
    pin.repository !== undefined &&
    identity.repository !== undefined &&
    isSameName(pin.kind, pin.repository, identity.repository);
  const names = `${pin.repository} → ${identity.repository}`;
  const owners = `owner ${pin.ownerId} → ${identity.ownerId}`;
  if (owner === 'other' && isNamedAlike && repository !== 'same') {
    return {
      rule: 'account-resurrected',
      message: `${identity.repository} belongs to another account than before (${owners})`,
    };
  }
  if (owner === 'other' && repository === 'same') {
    return {
      rule: 'transferred',
      message: `repository ${pin.repositoryId} has another owner (${owners}; ${names})`,
    };
  }
  if (repository === 'other' && owner === 'same' && isNamedAlike) {
    return {
      rule: 'repo-recreated',
      message: `${identity.repository} is another repository than before (number ${pin.repositoryId} → ${identity.repositoryId})`,
    };
  }
  if (repository === 'same' && !isNamedAlike && pin.repository !== undefined) {
    return { rule: 'renamed', message: `the repository was renamed (${names})` };
  }
  return repository === 'same' || (repository === 'unknown' && isNamedAlike) ? undefined : other;
}

function sameness(a: string | undefined, b: string | undefined): Sameness {
  if (a === undefined || b === undefined) return 'unknown';
  return a === b ? 'same' : 'other';
}

function workflowChange(pin: Pin, identity: Identity): IdentityDifference | undefined {
  const changes = [
    changed('workflow', pin.workflow, identity.workflow),
    // Recorded with every pin of a host: none is none.
    pin.workflow === undefined
      ? undefined
      : changed(
          'reusable workflow',
          pin.reusableWorkflow ?? 'none',
          identity.reusableWorkflow ?? 'none',
        ),
  ].filter((change) => change !== undefined);
  if (changes.length === 0) return undefined;
  const isStarted = refChange(pin, identity) ?? triggerChange(pin, identity);
  return {
    rule: 'workflow-changed',
    // Another file, from another ref or by another event: no mere rename of a file.
    ...(isStarted === undefined ? {} : { severity: 'error' }),
    message: `published by another workflow (${changes.join('; ')})`,
  };
}

function drift(pin: Pin, identity: Identity): IdentityDifference | undefined {
  const changes = [
    environmentChange(pin, identity),
    refChange(pin, identity),
    triggerChange(pin, identity),
    changed('runner', pin.runner, identity.runner),
  ].filter((change) => change !== undefined);
  if (changes.length === 0) return undefined;
  return { rule: 'drift', message: `published under other circumstances (${changes.join('; ')})` };
}

/** Undefined in a certificate is "nobody knows", null is "none". */
function environmentChange({ environment }: Pin, identity: Identity): string | undefined {
  if (environment === undefined || identity.environment === undefined) return undefined;
  return changed('environment', environment, identity.environment ?? 'none');
}

function refChange({ ref }: Pin, identity: Identity): string | undefined {
  return ref === 'any' ? undefined : changed('ref', ref, refKind(identity.ref));
}

const triggerChange = (pin: Pin, identity: Identity): string | undefined =>
  changed('trigger', pin.trigger, identity.trigger);

function changed(
  what: string,
  before: string | undefined,
  now: string | undefined,
): string | undefined {
  return before === undefined || before === now
    ? undefined
    : `${what} ${before} → ${now ?? 'none'}`;
}
