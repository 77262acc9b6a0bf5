import { report } from '../document.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { addName, COMMON_DIRECTIVE_OPTIONS, readGroup, readTitle } from './directive-parts.ts';
import {
  choice,
  lengthOrPercentage,
  numberTexts,
  positiveIntegers,
  wordOr,
} from './option-value.ts';

/** Options that all three directives for tables take. */
export const TABLE_OPTIONS = {
  ...COMMON_DIRECTIVE_OPTIONS,
  align: choice('left', 'center', 'right'),
  width: lengthOrPercentage,
};

/** Notes what is wrong with the data of a table. */
export function reportTable({ scan, line }: DirectiveCall, text: string): void {
  report(scan.parser.document, 'table-content', line, text);
}

/** Whether the option `widths` fits a number of columns; it is noted where it does not. */
export function checkWidths(call: DirectiveCall, columns: number): boolean {
  const widths = call.options.get('widths');
  const isList = widths !== undefined && widths !== null && !['auto', 'grid'].includes(widths);
  if (!isList || numberTexts(widths).length === columns) return true;
  const text = `"${call.name}" widths do not match the number of columns in table (${columns}).`;
  reportTable(call, text);
  return false;
}

/** Whether rows are left for the body, and cells next to the stub columns. */
export function checkDimensions(call: DirectiveCall, rows: readonly number[]): boolean {
  const heads = Number(call.options.get('header-rows') ?? 0);
  const stubs = Number(call.options.get('stub-columns') ?? 0);
  const problem = dimensionProblem(rows, heads, stubs);
  if (problem !== undefined) reportTable(call, `${problem} ("${call.name}" directive).`);
  return problem === undefined;
}

function dimensionProblem(rows: readonly number[], heads: number, stubs: number) {
  if (rows.length < heads) {
    return `${heads} header row(s) specified but only ${rows.length} row(s) of data supplied`;
  }
  if (heads > 0 && rows.length === heads) {
    return `Insufficient data supplied (${rows.length} row(s)); no data remaining for table body`;
  }
  const short = rows.find((cells) => cells < stubs || (stubs > 0 && cells === stubs));
  if (short === undefined) return undefined;
  return short < stubs
    ? `${stubs} stub column(s) specified but only ${short} columns(s) of data supplied`
    : `Insufficient data supplied (${short} columns(s)); no data remaining for table body`;
}

function table(call: DirectiveCall): void {
  const { name, content, scan } = call;
  if (content.lines.length === 0) {
    reportTable(call, `Content block expected for the "${name}" directive; none found.`);
    return;
  }
  readTitle(call);
  const { children } = readGroup(call);
  const [only] = children;
  if (children.length !== 1 || only?.kind !== 'table') {
    const text = `Error parsing content block for the "${name}" directive: exactly one table expected.`;
    reportTable(call, text);
    return;
  }
  scan.parent.children.push(only);
  if (checkWidths(call, only.columns ?? 0)) addName(call);
}

export const TABLE = named('table', {
  optionalArguments: 1,
  hasText: true,
  options: { ...TABLE_OPTIONS, widths: wordOr(['auto', 'grid'], positiveIntegers) },
  hasContent: true,
  run: table,
});
