import { DAY_MS, dayOf } from '../day.ts';
import type { Finding } from '../finding.ts';
import { type RuleId, ruleOf } from '../rules.ts';
import type { VerificationSubject } from '../subject.ts';
import type { Acceptance, Policy } from './policy.ts';
import { tomlId, tomlString } from './toml-text.ts';

/**
 * Treats findings as the policy wants: other severities, and exceptions that have not ended.
 * What the rules forbid is not changed, whoever asks.
 * @param now milliseconds since the epoch
 */
export function applyPolicy(
  findings: readonly Finding[],
  subject: VerificationSubject,
  policy: Policy,
  now: number,
): readonly Finding[] {
  return findings.map((finding) => {
    const graded = withSeverity(finding, policy);
    if (graded.severity === 'note' || !ruleOf(graded.rule).acceptable) return graded;
    const own = policy.accept.filter((entry) => isMeant(entry, graded, subject));
    const valid = own.find(({ expires }) => dayOf(now) <= expires);
    if (valid) {
      const { reason, expires } = valid;
      return { ...graded, severity: 'note', accepted: { reason, expires } };
    }
    const [ended] = own;
    const message =
      ended === undefined
        ? graded.message
        : `${graded.message} (accepted until ${ended.expires}, which is over)`;
    return { ...graded, message, acceptBlock: acceptBlock(graded, subject, now) };
  });
}

function withSeverity(finding: Finding, { severity }: Policy): Finding {
  const wanted = severity.get(finding.rule);
  return wanted === undefined || finding.demanded === true || !ruleOf(finding.rule).overridable
    ? finding
    : { ...finding, severity: wanted };
}

/** What an exception names must all be so. */
function isMeant(
  entry: Acceptance,
  { rule, observed }: Finding,
  { project, version }: VerificationSubject,
): boolean {
  const agrees = (wanted: string | undefined, found: string | undefined) =>
    wanted === undefined || wanted === found;
  return (
    entry.rule === rule &&
    entry.project === project &&
    agrees(entry.version, version) &&
    agrees(entry.repository?.toLowerCase(), observed?.repository?.toLowerCase()) &&
    agrees(entry.repositoryId, observed?.repositoryId) &&
    agrees(entry.ownerId, observed?.ownerId) &&
    agrees(entry.workflow, observed?.workflow)
  );
}

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
function acceptBlock(
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
