import { sorted } from '../files/judge-file.ts';
import type { VerifiedItem } from '../report.ts';
import { type RuleId, ruleOf } from '../rules.ts';
import { verdictOf } from '../verdict.ts';

/** What `--accept` can accept: that a pinned publisher is another now. */
export const PIN_RULES: ReadonlySet<RuleId> = new Set([
  'identity-changed',
  'transferred',
  'repo-recreated',
  'workflow-changed',
  'renamed',
  'drift',
]);

/** Sets aside the changes of publishers that this run accepts (`--accept PROJECT`). */
export function acceptChanges(
  items: readonly VerifiedItem[],
  projects: readonly string[],
): readonly VerifiedItem[] {
  if (projects.length === 0) return items;
  return items.map((item) => {
    if (!projects.includes(item.subject.project ?? '')) return item;
    const findings = sorted(
      item.findings.map((finding) =>
        PIN_RULES.has(finding.rule) && ruleOf(finding.rule).acceptable
          ? { ...finding, severity: 'note' as const, acceptBlock: undefined }
          : finding,
      ),
    );
    const isAttested = item.identity !== undefined;
    return { ...item, findings, verdict: verdictOf(item.subject, findings, isAttested) };
  });
}
