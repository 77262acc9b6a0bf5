import type { Finding } from './finding.ts';
import { type RuleId, ruleOf } from './rules.ts';

/** A finding with the rule's own severity and words, unless others are given. */
export function makeFinding(
  rule: RuleId,
  message: string,
  more: Partial<
    Pick<Finding, 'severity' | 'expected' | 'observed' | 'why' | 'remedy' | 'demanded'>
  > = {},
): Finding {
  const { severity, why, remedy } = ruleOf(rule);
  return { rule, severity, why, remedy, ...more, message };
}
