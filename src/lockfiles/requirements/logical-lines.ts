import { PYTHON_LINE_END, PYTHON_SPACE, stripSpace } from '../../packaging/python-text.ts';

/** A line of a requirements file as pip sees it: continuations joined, comments taken away. */
export interface LogicalLine {
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
export function* logicalLines(text: string): Generator<LogicalLine> {
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
