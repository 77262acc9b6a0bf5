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
  /**
   * Whether it says that a demand of this run is not met, or that evidence is there which cannot be
   * verified: then no `[severity]` of a policy and no `--allow-unavailable` makes it less.
   */
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

/** What is said of evidence that may be true, and of a kind that is not verified here. */
export function uncheckable(reason: string): Finding {
  return makeFinding('not-checked', `the evidence cannot be verified here: ${reason}`, {
    why: 'Evidence of this kind is not verified here. That is neither a good sign nor a bad one.',
    remedy:
      'Verify it with a tool that supports this kind of evidence, such as cosign, or provide an attestation or a bundle with a certificate of Sigstore.',
    demanded: true,
  });
}
