import type { ExpectedIdentity, Identity } from './identity/identity.ts';
import type { Severity } from './rule.ts';
import { type RuleId, ruleOf } from './rules.ts';

/** Something that was found out about a subject. All texts are plain and may hold outside words. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What happened, in one sentence. */
  readonly message: string;
  /** What it means, and what to do next. */
  readonly why: string;
  readonly remedy: string;
  readonly expected?: ExpectedIdentity | undefined;
  readonly observed?: Identity | undefined;
  /** Whether it says that a demand of this run is not met: then no `[severity]` of a policy makes it less. */
  readonly demanded?: true | undefined;
  /** The `[[accept]]` block of `provenance.toml` that would set it aside; TOML. */
  readonly acceptBlock?: string | undefined;
  /** The reason and the end (date) of the policy's exception that has set it aside. */
  readonly accepted?: { readonly reason: string; readonly expires: string } | undefined;
}

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
