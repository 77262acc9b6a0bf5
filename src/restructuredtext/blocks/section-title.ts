import { stripStart } from '../../text/python-text.ts';
import { columnWidth, PUNCTUATION } from '../characters.ts';
import { report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';

/** A line of one punctuation character. */
export const ADORNMENT = new RegExp(`^(${PUNCTUATION})\\1*$`);
/** Shorter ones are text where they cannot be anything else. */
const SHORTEST = 4;

/** A line over a title, or a transition; undefined for text. */
export function adornment(scan: Scan, at: number): number | undefined {
  const { lines, parser } = scan;
  const overline = lines[at] ?? '';
  const title = lines[at + 1] ?? '';
  const isShort = overline.length < SHORTEST;
  if (scan.sections === undefined) {
    if (isShort) return undefined;
    const text = 'Unexpected section title or transition.';
    report(parser.document, 'misplaced-title', lineNumber(scan, at), text);
    return at + 1;
  }
  if (title === '') {
    if (isShort) return undefined;
    append(scan.parent, 'transition', lineNumber(scan, at));
    return at + 1;
  }
  const problem = titleProblem(lines, at);
  if (problem !== undefined) {
    if (isShort) return undefined;
    report(parser.document, 'title-adornment', lineNumber(scan, at), problem.text);
    return Math.min(at + problem.lines, lines.length);
  }
  if (columnWidth(title) > overline.length) {
    if (isShort) return undefined;
    const text = 'Title overline too short.';
    report(parser.document, 'short-title-adornment', lineNumber(scan, at), text);
  }
  const style = overline.charAt(0).repeat(2);
  section(scan, stripStart(title), style, lineNumber(scan, at + 1));
  return at + 3;
}

/** What keeps an overline, a title and an underline from being that, and the lines it takes. */
function titleProblem(
  lines: readonly string[],
  at: number,
): { readonly text: string; readonly lines: number } | undefined {
  if (ADORNMENT.test(lines[at + 1] ?? '')) {
    return { text: 'Invalid section title or transition marker.', lines: 2 };
  }
  const underline = lines[at + 2];
  if (underline === undefined) return { text: 'Incomplete section title.', lines: 3 };
  if (!ADORNMENT.test(underline)) {
    return { text: 'Missing matching underline for section title overline.', lines: 3 };
  }
  return underline === lines[at]
    ? undefined
    : { text: 'Title overline & underline mismatch.', lines: 3 };
}

/** A title with a line under it; undefined where the line is text. */
export function underlinedTitle(scan: Scan, at: number): number | undefined {
  const { parser } = scan;
  const title = scan.lines[at] ?? '';
  const underline = scan.lines[at + 1] ?? '';
  const line = lineNumber(scan, at + 1);
  if (columnWidth(title) > underline.length) {
    if (underline.length < SHORTEST) return undefined;
    report(parser.document, 'short-title-adornment', line, 'Title underline too short.');
  }
  if (scan.sections === undefined) {
    report(parser.document, 'misplaced-title', line, 'Unexpected section title.');
  } else {
    section(scan, title, underline.charAt(0), line - 1);
  }
  return at + 2;
}

/** Begins a section, unless its title's style skips a level. */
function section(scan: Scan, title: string, style: string, line: number): void {
  const { parser, sections } = scan;
  if (sections === undefined) return;
  const { styles, path } = sections;
  const known = styles.indexOf(style);
  const level = (known === -1 ? styles.length : known) + 1;
  if (level > path.length + 1) {
    const text = `Inconsistent title style: skip from level ${path.length} to ${level}.`;
    report(parser.document, 'title-level', line, text);
    return;
  }
  if (known === -1) styles.push(style);
  path.length = level - 1;
  const node = append(path.at(-1) ?? parser.document.root, 'section', line);
  path.push(node);
  scan.parent = node;
  const name = normalizeName(parser.inline(title, line));
  // docutils puts its message into the section; a transition may follow that.
  if (parser.document.names.addImplicit(name, { line }) === 'taken') append(node, 'message', line);
}
