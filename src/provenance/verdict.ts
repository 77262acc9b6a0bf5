import type { Finding } from './finding.ts';
import type { Verdict } from './report.ts';
import type { VerificationSubject } from './subject.ts';

/**
 * The one word for a subject. What lies or got worse comes first, then what could not be
 * looked at: neither is ever taken for "never attested".
 * @param isAttested whether a statement about the file verified
 */
export function verdictOf(
  subject: VerificationSubject,
  findings: readonly Finding[],
  isAttested: boolean,
): Verdict {
  const has = (rule: Finding['rule']) => findings.some((finding) => finding.rule === rule);
  if (findings.some(({ rule, severity }) => severity === 'error' && rule !== 'not-checked')) {
    return 'failed';
  }
  if (has('not-checked')) return 'not-checked';
  if (has('not-applicable') || has('internal')) return 'not-applicable';
  if (has('unbound')) return 'unbound';
  if (!isAttested) return 'unattested';
  return subject.from === 'environment' && subject.sha256 === undefined
    ? 'release-attested'
    : 'verified';
}
