import { DAY_MS, dayOf } from './day.ts';
import type { Finding } from './finding.ts';
import type { VerificationSubject } from './subject.ts';
import { tomlId, tomlString } from './toml-text.ts';

/** An exception should be looked at again. */
const DAYS = 90;

/**
 * The `[[accept]]` block of `provenance.toml` that sets a finding aside for some months: bound
 * to the new publisher where there is one, else to the version.
 */
export function acceptBlock(
  { rule, observed }: Finding,
  { project, version }: VerificationSubject,
  now: number,
): string | undefined {
  if (project === undefined) return undefined;
  const identity =
    observed?.repositoryId === undefined
      ? []
      : [
          `repository-id = ${tomlId(observed.repositoryId)}`,
          ...(observed.ownerId === undefined ? [] : [`owner-id = ${tomlId(observed.ownerId)}`]),
        ];
  const bound =
    identity.length > 0 || version === undefined ? identity : [`version = ${tomlString(version)}`];
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
