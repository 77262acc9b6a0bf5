import { PYTHON_LINE_END, PYTHON_SPACE, stripSpace } from '../../text/python-text.ts';
import { LockDefect, type LockedPackage, type Place } from '../lock-document.ts';
import { lineOptions } from './line-options.ts';
import { readRequirementLine } from './requirement-line.ts';

/** Another file that one names with `-r` or `-c`. */
export interface RequirementsInclude {
  readonly kind: 'requirement' | 'constraint';
  /** As written: relative to the file that names it, absolute, or a URL. */
  readonly target: string;
  readonly at: Place;
}

/** One requirements file by itself. */
interface RequirementsFile {
  /** In the order of the file. */
  readonly entries: readonly (LockedPackage | RequirementsInclude)[];
  /** `--index-url` and `--extra-index-url` as written, in that order. */
  readonly indexUrls: readonly string[];
}

/**
 * Reads the text of a requirements file with pip's (26.3) understanding of its lines.
 * `${VARIABLES}` stay as written.
 * @throws LockDefect for a line that pip would refuse, and for a declared encoding but UTF-8
 */
export function readRequirementsFile(path: string, text: string): RequirementsFile {
  requireUtf8(path, text);
  const entries: (LockedPackage | RequirementsInclude)[] = [];
  let indexUrl: string | undefined;
  const extraIndexUrls: string[] = [];
  for (const { text: content, line } of logicalLines(text)) {
    const at = { path, line };
    const options = lineOptions(content, at);
    const [editable] = options.values('--editable');
    const requirement = options.requirement || editable;
    if (requirement !== undefined) {
      const isEditable = options.requirement === '';
      const hashes = options.values('--hash');
      entries.push(readRequirementLine({ requirement, hashes, isEditable, at }));
      continue;
    }
    const include = readInclude(options.values, at);
    if (include) {
      entries.push(include);
      continue;
    }
    if (options.values('--no-index').length > 0) {
      indexUrl = undefined;
      extraIndexUrls.length = 0;
      continue;
    }
    indexUrl = options.values('--index-url').at(-1) ?? indexUrl;
    for (const url of options.values('--extra-index-url')) extraIndexUrls.push(url);
  }
  return { entries, indexUrls: [...(indexUrl === undefined ? [] : [indexUrl]), ...extraIndexUrls] };
}

/** Of several in one line pip takes the first `-r`, and a `-c` only where there is none. */
function readInclude(
  values: (option: string) => readonly string[],
  at: Place,
): RequirementsInclude | undefined {
  const [requirement] = values('--requirement');
  const target = requirement ?? values('--constraint')[0];
  if (target === undefined) return undefined;
  if (target === '') throw new LockDefect(at, 'includes a file without a name', 'Name it.');
  return { kind: requirement === undefined ? 'constraint' : 'requirement', target, at };
}

/** As pip 26.3 looks for it (`req_file.py`, `_decode_req_file`), after PEP 263. */
const DECLARATION = /coding[:=][ \t\r\f\v]*([-\w.]+)/;
const UTF_8 = /^utf[-_]?8(?:[-_]sig)?$/i;

/**
 * Refuses a file whose first or second line declares an encoding other than UTF-8, such as
 * `# -*- coding: utf-7 -*-`. pip decodes the file by it, so a comment here can be a requirement
 * there.
 * @throws LockDefect at the line
 */
function requireUtf8(path: string, text: string): void {
  for (const [index, line] of text.split('\n', 2).entries()) {
    const encoding = line.startsWith('#') ? DECLARATION.exec(line)?.[1] : undefined;
    if (encoding === undefined || UTF_8.test(encoding)) continue;
    throw new LockDefect(
      { path, line: index + 1 },
      `declares the encoding ${JSON.stringify(encoding.slice(0, 40))}, in which pip would read other requirements than are written here`,
      'Save the file as UTF-8 and remove the declaration.',
    );
  }
}

/** A line of a requirements file as pip sees it: continuations joined, comments taken away. */
interface LogicalLine {
  readonly text: string;
  /** Of its first part, from 1, as an editor counts. */
  readonly line: number;
}

const LINE = new RegExp(`([^${PYTHON_LINE_END}]*)(\\r\\n|[${PYTHON_LINE_END}]|$)`, 'y');
const COMMENT_LINE = new RegExp(`^[${PYTHON_SPACE}]*#`);
const IS_SPACE = new RegExp(`[${PYTHON_SPACE}]`);

/**
 * Takes a requirements file apart as pip 26.3 does (`req_file.py`): a comment ends a
 * continuation, and lines end where Python's `str.splitlines` ends them.
 */
function* logicalLines(text: string): Generator<LogicalLine> {
  for (const { text: joined, line } of joinedLines(text)) {
    const content = stripSpace(withoutComment(joined));
    if (content !== '') yield { text: content, line };
  }
}

function* joinedLines(text: string): Generator<LogicalLine> {
  let open: { readonly parts: string[]; readonly line: number } | undefined;
  for (const { text: physical, line } of physicalLines(text)) {
    const isComment = COMMENT_LINE.test(physical);
    if (physical.endsWith('\\') && !isComment) {
      open ??= { parts: [], line };
      open.parts.push(physical.replace(/^\\+/, '').replace(/(?<!\\)\\+$/, ''));
      continue;
    }
    // The blank keeps the comment one, whatever it is joined to.
    const last = isComment ? ` ${physical}` : physical;
    yield { text: [...(open?.parts ?? []), last].join(''), line: open?.line ?? line };
    open = undefined;
  }
  if (open) yield { text: open.parts.join(''), line: open.line };
}

function* physicalLines(text: string): Generator<LogicalLine> {
  let line = 1;
  for (let position = 0; position < text.length; ) {
    LINE.lastIndex = position;
    const [whole = '', content = '', end = ''] = LINE.exec(text) ?? [];
    yield { text: content, line };
    position += Math.max(whole.length, 1);
    if (/^[\r\n]/.test(end)) line += 1;
  }
}

/** A `#` begins a comment where nothing or white space stands before it. */
function withoutComment(text: string): string {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (at === 0 || IS_SPACE.test(text[at - 1] ?? '')) return text.slice(0, at);
  }
  return text;
}
