import { indentedBlock } from '../block.ts';
import { SIMPLE_NAME } from '../characters.ts';
import { directive } from '../directives/directive.ts';
import { addExplicitTarget, report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { append } from '../node.ts';
import { lineNumber, reportUnindent, type Scan } from '../parser.ts';
import { anonymousTarget, hyperlinkTarget } from './hyperlink-target.ts';
import type { Read } from './lists.ts';
import { substitutionDefinition } from './substitution-definition.ts';

/** `.. [1] text`, `.. [#] text`, `.. [#label] text`, `.. [*] text`, `.. [citation] text`. */
function footnote(scan: Scan, at: number, [marker, label = '']: RegExpExecArray): Read {
  const { document } = scan.parser;
  const line = lineNumber(scan, at);
  const name = normalizeName(label.replace(/^[#*]/, ''));
  if (label === '*') {
    document.symbolFootnotes.push({ name, line });
  } else if (label.startsWith('#')) {
    document.autoFootnotes.push({ name, line });
  }
  if (name !== '') addExplicitTarget(document, name, { line });
  const block = indentedBlock(scan, at, { firstIndent: marker.length });
  const node = append(scan.parent, 'footnote', line);
  if (block.lines.length === 0) {
    const kind = /^(?:[0-9]+$|[#*])/.test(label) ? 'Footnote' : 'Citation';
    report(document, 'footnote-content', line, `${kind} content expected.`);
  } else {
    scan.parser.parse(block, node);
  }
  return block;
}

/** Undefined where it is malformed: then it is a comment. */
type Construct = (scan: Scan, at: number, match: RegExpExecArray) => Read | undefined;

const CONSTRUCTS: readonly (readonly [pattern: RegExp, read: Construct])[] = [
  [
    new RegExp(`^\\.\\. +\\[([0-9]+|#|#${SIMPLE_NAME}|\\*|${SIMPLE_NAME})\\](?: +|$)`, 'v'),
    footnote,
  ],
  [/^\.\. +_(?! |$)/, hyperlinkTarget],
  [/^\.\. +\|(?! |$)/, substitutionDefinition],
  [new RegExp(`^\\.\\. +(${SIMPLE_NAME}) ?::(?: +|$)`, 'v'), directive],
];
const ANONYMOUS = /^__(?: +|$)/;
const COMMENT = /^\.\.(?: +|$)/;

/** Footnotes, link targets, directives, comments, one directly after the other. */
export function explicitMarkup(scan: Scan, at: number): number {
  let { next, isFinished } = construct(scan, at);
  while (/^(?:\.\.|__)(?: |$)/.test(scan.lines[next] ?? '')) {
    ({ next, isFinished } = construct(scan, next));
  }
  if (!isFinished) reportUnindent(scan, next, 'Explicit markup');
  return next;
}

function construct(scan: Scan, at: number): Read {
  const line = scan.lines[at] ?? '';
  const anonymous = ANONYMOUS.exec(line);
  if (anonymous !== null) return anonymousTarget(scan, at, anonymous);
  for (const [pattern, read] of CONSTRUCTS) {
    const match = pattern.exec(line);
    if (match !== null) return read(scan, at, match) ?? comment(scan, at);
  }
  return comment(scan, at);
}

/** An empty comment (`..`, then a blank line) takes nothing that follows. */
function comment(scan: Scan, at: number): Read {
  const [marker] = COMMENT.exec(scan.lines[at] ?? '') ?? [''];
  append(scan.parent, 'comment', lineNumber(scan, at));
  const isEmpty = marker.length === scan.lines[at]?.length && (scan.lines[at + 1] ?? '') === '';
  if (isEmpty) return { next: at + 1, isFinished: true };
  return indentedBlock(scan, at, { firstIndent: marker.length });
}
