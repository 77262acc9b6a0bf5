import type { Finding, PreflightInput, Rule } from './rule.ts';
import { RULES } from './rules/rules.ts';

/** How strict preflight is. */
export interface PreflightOptions {
  /** False softens what concerns metadata to warnings (`verify-metadata`). */
  readonly verifyMetadata: boolean;
}

/** What is shown of a message: parts of it come from files and may have any length. */
const MOST_CHARACTERS = 600;

/** A finding, the rule that made it, and what it means at the index in question. */
export interface JudgedFinding extends Finding {
  /** The rule's id. */
  readonly rule: string;
  /** Whether the index would refuse the release for it. */
  readonly severity: 'error' | 'warning';
}

/** Applies every rule to the release as a whole, in the order of the list. */
export function findings(
  input: PreflightInput,
  options: PreflightOptions,
): readonly JudgedFinding[] {
  return RULES.flatMap((rule) => {
    const severity = isError(rule, input, options) ? ('error' as const) : ('warning' as const);
    return rule.check(input).map((finding) => ({
      ...finding,
      message: cut(finding.message),
      rule: rule.id,
      severity,
    }));
  });
}

function isError(rule: Rule, input: PreflightInput, options: PreflightOptions): boolean {
  const softened = rule.concerns === 'metadata' && !options.verifyMetadata;
  return rule.errorOn.includes(input.index) && !softened;
}

function cut(message: string): string {
  return message.length > MOST_CHARACTERS ? `${message.slice(0, MOST_CHARACTERS)}…` : message;
}
