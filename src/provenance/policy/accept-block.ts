import { DAY_MS, dayOf } from '../day.ts';
import type { Finding } from '../finding.ts';
import type { RuleId } from '../rules.ts';
import type { VerificationSubject } from '../subject.ts';
import { tomlId, tomlString } from './toml-text.ts';

/** An exception should be looked at again. */
const DAYS = 90;

/** Findings about who publishes from now on. Whatever else is found, is found of one version. */
const LASTING: ReadonlySet<RuleId> = new Set([
  'identity-changed',
  'transferred',
  'repo-recreated',
  'workflow-changed',
  'lock-identity-mismatch',
  'inconsistent',
]);

/**
 * The `[[accept]]` block of `provenance.toml` that sets a finding aside for some months: bound
 * to the new publisher where that is what changed and it has a number, else to the version.
 */
export function acceptBlock(
  { rule, observed }: Finding,
  { project, version }: VerificationSubject,
  now: number,
): string | undefined {
  if (project === undefined) return undefined;
  const identity = identityLines(observed);
  const isLasting = LASTING.has(rule) && identity.length > 0;
  const bound =
    isLasting || version === undefined
      ? identity
      : [`version = ${tomlString(version)}`, ...identity];
  return [
    '[[accept]]',
    `project = ${tomlString(project)}`,
    `rule = ${tomlString(rule)}`,
    ...bound,
    'reason = ""  # why, and who said so',
    `expires = ${dayOf(now + DAYS * DAY_MS)}`,
    '',
  ].join('\n');
}

function identityLines(observed: Finding['observed']): readonly string[] {
  const { repositoryId, ownerId, workflow } = observed ?? {};
  if (repositoryId === undefined) return [];
  return [
    `repository-id = ${tomlId(repositoryId)}`,
    ...(ownerId === undefined ? [] : [`owner-id = ${tomlId(ownerId)}`]),
    ...(workflow === undefined ? [] : [`workflow = ${tomlString(workflow)}`]),
  ];
}
