import { splitAtSpace } from '../text/python-text.ts';
import { SPDX_EXCEPTIONS, SPDX_LICENSES } from './lists/spdx.ts';

/** An SPDX expression in its normal form, or why a text is none. */
export type LicenseExpressionReading =
  | { readonly expression: string; readonly defect?: undefined }
  | { readonly expression?: undefined; readonly defect: string };

const OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'with']);
const LICENSE_REF = 'licenseref-';

/**
 * Reads an SPDX licence expression (PEP 639) with the verdicts of
 * `packaging.licenses.canonicalize_license_expression` 26.3: case does not matter, brackets nest,
 * `AND`, `OR` and `WITH` stand between identifiers of the SPDX list or `LicenseRef-` names.
 */
export function readLicenseExpression(text: string): LicenseExpressionReading {
  const tokens = splitAtSpace(text.replaceAll(/[()]/g, ' $& '));
  if (!isBalanced(tokens)) return { defect: 'it is not well formed' };
  const normal: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const reading = readToken(token, tokens[index - 1]?.toLowerCase());
    if (reading.defect !== undefined) return reading;
    normal.push(reading.expression);
  }
  return { expression: normal.join(' ').replaceAll('( ', '(').replaceAll(' )', ')') };
}

/** Whether operands and operators take turns; an exception and its licence are one operand. */
function isBalanced(tokens: readonly string[]): boolean {
  let depth = 0;
  let before = '(';
  for (const token of tokens.map((each) => each.toLowerCase())) {
    const wantsOperand = before === '(' || OPERATORS.has(before);
    const isOperand = token !== ')' && !OPERATORS.has(token);
    if (wantsOperand !== isOperand) return false;
    if (before === 'with' && token === '(') return false;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth < 0) return false;
    before = token;
  }
  return depth === 0 && before !== '(' && !OPERATORS.has(before) && hasPlainExceptions(tokens);
}

/** Before `WITH` stands a licence: no bracket, no exception. */
function hasPlainExceptions(tokens: readonly string[]): boolean {
  const isWith = (index: number) => tokens[index]?.toLowerCase() === 'with';
  return tokens.every(
    (_, index) => !isWith(index) || (tokens[index - 1] !== ')' && !isWith(index - 2)),
  );
}

function readToken(token: string, before: string | undefined): LicenseExpressionReading {
  const lower = token.toLowerCase();
  if (lower === '(' || lower === ')' || OPERATORS.has(lower)) {
    return { expression: lower.toUpperCase() };
  }
  if (before === 'with') {
    const exception = SPDX_EXCEPTIONS.get(lower);
    return exception === undefined
      ? { defect: `"${token}" is no exception of the SPDX list` }
      : { expression: exception };
  }
  if (lower.startsWith(LICENSE_REF)) {
    const name = token.slice(LICENSE_REF.length);
    return /^[A-Za-z0-9.-]+$/.test(name)
      ? { expression: `LicenseRef-${name}` }
      : { defect: `"${token}" is no LicenseRef- name (letters, digits, "." and "-")` };
  }
  const suffix = lower.endsWith('+') ? '+' : '';
  const license = SPDX_LICENSES.get(suffix === '' ? lower : lower.slice(0, -1));
  return license === undefined
    ? { defect: `"${token}" is no licence of the SPDX list` }
    : { expression: license + suffix };
}
