import type { Rule } from '../src/provenance/rule.ts';
import { RULE_IDS, ruleOf } from '../src/provenance/rules.ts';
import { between, table } from './action-tables.ts';

/**
 * A document with the table between `<!-- rules -->` and `<!-- /rules -->` made anew from the rules
 * of verification.
 * @param document What it is called, for the error.
 * @throws {Error} when a marker is missing.
 */
export function withRules(text: string, document: string): string {
  const rows = RULE_IDS.map((id) => {
    const rule = ruleOf(id);
    return [`\`${id}\``, severity(rule), `${rule.title}. ${rule.why}`];
  });
  const head = ['Rule', 'Severity', 'What it means'];
  return between(text, 'rules', table(head, rows), document);
}

function severity({ severity: usual, overridable, acceptable }: Rule): string {
  if (!acceptable) return `${usual}, always`;
  return overridable ? usual : `${usual}, until accepted`;
}
