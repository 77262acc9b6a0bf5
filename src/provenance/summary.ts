import type { Finding } from './finding.ts';
import type { ReportSummary, Verdict, VerifiedItem } from './report.ts';
import type { RuleId } from './rules.ts';

const LOST: ReadonlySet<RuleId> = new Set(['provenance-lost', 'provenance-partial']);
const CHANGED: ReadonlySet<RuleId> = new Set([
  'identity-changed',
  'transferred',
  'account-resurrected',
  'repo-recreated',
  'workflow-changed',
  'lock-identity-mismatch',
]);

/** Counts items for a report's first line. */
export function summarize(items: readonly VerifiedItem[]): ReportSummary {
  const verdicts: Record<Verdict, number> = {
    verified: 0,
    'release-attested': 0,
    failed: 0,
    unattested: 0,
    unbound: 0,
    'not-applicable': 0,
    'not-checked': 0,
  };
  const severities = { error: 0, warning: 0, note: 0 };
  for (const { verdict, findings } of items) {
    verdicts[verdict] += 1;
    for (const { severity } of findings) severities[severity] += 1;
  }
  const count = (is: (item: VerifiedItem) => boolean) => items.filter(is).length;
  const isGrave = (rules: ReadonlySet<RuleId>) => (finding: Finding) =>
    rules.has(finding.rule) && finding.severity !== 'note';
  return {
    files: items.length,
    projects: new Set(items.map(({ subject }) => subject.project ?? subject.filename)).size,
    verdicts,
    pinned: count(({ verdict, pinned }) => verdict === 'verified' && pinned),
    firstSeen: count(({ findings }) => findings.some(({ rule }) => rule === 'first-seen')),
    lost: count(({ findings }) => findings.some(isGrave(LOST))),
    changed: count(({ findings }) => findings.some(isGrave(CHANGED))),
    severities,
  };
}
