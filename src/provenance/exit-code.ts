import { NO_DEMANDS } from './policy/demands.ts';
import type { Policy } from './policy/policy.ts';
import { requiredBy } from './policy/required-evidence.ts';
import type { ExitCode, VerifiedItem } from './report.ts';
import type { Severity } from './rule.ts';

/** What decides how a run ends, besides what was found. */
export interface ExitRules {
  /** The mildest severity that fails the run. */
  readonly failOn: Severity;
  readonly warnOnly: boolean;
  readonly allowUnavailable: boolean;
  /** Whether it is fine that there is nothing to verify. */
  readonly mayBeEmpty: boolean;
  /** Whether this is one of several parts (`shard`): what is to be checked may be in others. */
  readonly isPart?: boolean;
  readonly policy: Pick<Policy, 'require'>;
}

const RANK = { error: 2, warning: 1, note: 0 } as const;

/**
 * 1 where a finding is as grave as `failOn`; 3 where something could not be checked, or nothing
 * was; else 0. Findings come first: they are certain.
 */
export function exitCode(items: readonly VerifiedItem[], rules: ExitRules): ExitCode {
  const fails = items.some(({ findings }) =>
    findings.some(
      ({ rule, severity, accepted }) =>
        rule !== 'not-checked' && !accepted && RANK[severity] >= RANK[rules.failOn],
    ),
  );
  if (fails && !rules.warnOnly) return 1;
  if (items.some((item) => item.verdict === 'not-checked' && !mayPass(item, rules))) return 3;
  if (rules.isPart === true) return 0;
  const checked = items.filter(({ verdict }) => !UNCHECKED.has(verdict));
  return checked.length === 0 && !(items.length === 0 && rules.mayBeEmpty) ? 3 : 0;
}

const UNCHECKED: ReadonlySet<string> = new Set(['not-applicable', 'unbound']);

/**
 * Whoever is pinned or required is never let through unseen. A signed file without its bundle is not
 * unavailable: no service was asked. Neither is evidence of a kind that is not verified here.
 */
function mayPass(item: VerifiedItem, { allowUnavailable, policy }: ExitRules) {
  const { subject, pinned, findings } = item;
  const wasRead = findings.some(({ rule, demanded }) => rule === 'not-checked' && demanded);
  if (subject.from === 'bundle' || wasRead) return false;
  const isRequired = requiredBy(subject, NO_DEMANDS, policy) !== undefined;
  return allowUnavailable && !pinned && !isRequired;
}
