import { splitAtSpace } from '../../text/python-text.ts';
import { type Block, type IndentedBlock, trimEnd } from '../block.ts';
import { FIELD_MARKER } from '../blocks/lists.ts';
import type { DefectId } from '../defects.ts';
import type { DirectiveCall, DirectiveClass } from './directive-class.ts';

type Parts = Pick<DirectiveCall, 'arguments' | 'options' | 'content'>;

/** Why a directive cannot be taken apart. */
export class DirectiveProblem {
  readonly defect: DefectId;
  readonly text: string;

  constructor(defect: DefectId, text: string) {
    this.defect = defect;
    this.text = text;
  }
}

/**
 * Takes a directive's block apart: arguments, options, and, behind a blank line, its content.
 * Where there are no arguments, the content may begin at once.
 *
 * @param isSeparated Whether a blank line is right behind the directive's name.
 */
export function directiveBlock(
  block: IndentedBlock | Block,
  directiveClass: DirectiveClass,
  isSeparated: boolean,
): Parts | DirectiveProblem {
  const { requiredArguments = 0, optionalArguments = 0, options: known } = directiveClass;
  const takesArguments = requiredArguments + optionalArguments > 0;
  const { lines, first } = trimEnd(block);
  const hasHead = (takesArguments || known !== undefined) && !isSeparated;
  const blank = lines.indexOf('');
  const headEnd = !hasHead ? 0 : blank === -1 ? lines.length : blank;
  const head = lines.slice(0, headEnd);
  const optionStart = known === undefined ? -1 : head.findIndex((line) => FIELD_MARKER.test(line));
  const options = readOptions(optionStart === -1 ? [] : head.slice(optionStart), known ?? {});
  if (options instanceof DirectiveProblem) return options;
  const text = optionStart === -1 ? head : head.slice(0, optionStart);
  const content = withoutBlankStart(
    takesArguments || text.length === 0
      ? { lines: lines.slice(headEnd), first: first + headEnd }
      : { lines: [...text, ...lines.slice(headEnd)], first },
  );
  const args = takesArguments ? readArguments(text, directiveClass) : [];
  if (args instanceof DirectiveProblem) return args;
  if (content.lines.length > 0 && directiveClass.hasContent !== true) {
    return new DirectiveProblem('directive-content', 'no content permitted');
  }
  return { arguments: args, options, content };
}

function withoutBlankStart({ lines, first }: Block): Block {
  const start = lines.findIndex((line) => line !== '');
  return start === -1 ? { lines: [], first } : { lines: lines.slice(start), first: first + start };
}

function readArguments(
  lines: readonly string[],
  { requiredArguments = 0, optionalArguments = 0, hasText = false }: DirectiveClass,
): readonly string[] | DirectiveProblem {
  const text = lines.join('\n');
  const found = splitAtSpace(text);
  const most = requiredArguments + optionalArguments;
  if (found.length < requiredArguments) {
    const problem = `${requiredArguments} argument(s) required, ${found.length} supplied`;
    return new DirectiveProblem('directive-argument', problem);
  }
  if (found.length <= most) return found;
  // No directive takes two arguments of which the last is text.
  if (hasText) return [text];
  const problem = `maximum ${most} argument(s) allowed, ${found.length} supplied`;
  return new DirectiveProblem('directive-argument', problem);
}

function readOptions(
  lines: readonly string[],
  known: NonNullable<DirectiveClass['options']>,
): Map<string, string | null> | DirectiveProblem {
  const options = new Map<string, string | null>();
  for (let at = 0; at < lines.length; ) {
    const match = FIELD_MARKER.exec(lines[at] ?? '');
    if (match === null) return new DirectiveProblem('directive-option', 'invalid option block');
    let end = at + 1;
    while (lines[end]?.startsWith(' ')) end++;
    const [marker, written = ''] = match;
    const name = written.toLowerCase();
    const value = [(lines[at] ?? '').slice(marker.length), ...lines.slice(at + 1, end)]
      .map((line) => line.trim())
      .join('\n')
      .trim();
    const problem = optionProblem(name, value === '' ? null : value, known, options);
    if (problem !== undefined) return new DirectiveProblem('directive-option', problem);
    options.set(name, value === '' ? null : value);
    at = end;
  }
  return options;
}

function optionProblem(
  name: string,
  value: string | null,
  known: NonNullable<DirectiveClass['options']>,
  seen: ReadonlyMap<string, string | null>,
): string | undefined {
  if (splitAtSpace(name).length !== 1) {
    return 'invalid option data: extension option field name may not contain multiple words';
  }
  const check = Object.hasOwn(known, name) ? known[name] : undefined;
  if (check === undefined) return `unknown option: "${name}"`;
  if (seen.has(name)) return `invalid option data: duplicate option "${name}"`;
  const problem = check(value);
  return problem && `invalid option value: (option: "${name}"; value: ${value}) ${problem}`;
}
