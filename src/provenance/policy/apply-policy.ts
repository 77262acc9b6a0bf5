import { dayOf } from '../day.ts';
import type { Finding } from '../finding.ts';
import { ruleOf } from '../rules.ts';
import type { VerificationSubject } from '../subject.ts';
import { acceptBlock } from './accept-block.ts';
import type { Acceptance, Policy } from './policy.ts';

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
