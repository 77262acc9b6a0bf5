import { EXAMPLES } from '../__tests__/preflight/examples.ts';
import { findings } from '../src/preflight/preflight.ts';
import type { PreflightRule } from '../src/preflight/rule.ts';
import { PREFLIGHT_RULES } from '../src/preflight/rules/rules.ts';

const BEGIN = '<!-- preflight -->';
const END = '<!-- /preflight -->';

/** The document with the table of preflight's rules, made from the rules and their examples. */
export function withPreflight(text: string, path: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} has no place for the table of rules`);
  return `${text.slice(0, begin)}${BEGIN}\n${table()}${text.slice(end)}`;
}

function table(): string {
  const header =
    '| rule | PyPI | found, and what is said of it | fine |\n| --- | --- | --- | --- |\n';
  return header + PREFLIGHT_RULES.map(row).join('');
}

function row(rule: PreflightRule): string {
  const example = EXAMPLES.find((one) => one.rule === rule.id);
  if (example === undefined) throw new Error(`there is no example of ${rule.id}`);
  const { distributions } = example.found;
  const message = findings({ distributions, index: 'pypi' }, { verifyMetadata: true }).find(
    (finding) => finding.rule === rule.id,
  )?.message;
  const cells = [
    `\`${rule.id}\`<br>${severity(rule)}`,
    cell(rule.pypi),
    `${cell(example.found.label)}<br>${cell(message ?? '')}`,
    cell(example.fine.label),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function severity({ errorOn, concerns }: PreflightRule): string {
  if (errorOn.length === 0) return 'warning';
  const where = errorOn.includes('other') ? 'error' : 'error on PyPI and TestPyPI';
  return concerns === 'metadata' ? `${where}*` : where;
}

/** A bar would end the cell, also within code. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
