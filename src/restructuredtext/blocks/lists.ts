import { indentedBlock } from '../block.ts';
import { append, type Node } from '../node.ts';
import { lineNumber, reportUnindent, type Scan } from '../parser.ts';
import { type Enumerator, isFollowedBy, parseEnumerator } from './enumerator.ts';
import { ADORNMENT } from './section-title.ts';

const ARGUMENT = '(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)';
const SHORT = `[-+][a-zA-Z0-9](?: ?${ARGUMENT})?`;
const LONG = `(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]${ARGUMENT})?`;
const OPTION = `(?:${SHORT}|${LONG})`;
const OPTION_MARKER = new RegExp(`^${OPTION}(?:, ${OPTION})*(?:  +| ?$)`);

/** `-o, --option=VALUE  description`; undefined where no description follows. */
export function optionList(scan: Scan, at: number): number | undefined {
  let next = at;
  const node: { list?: ReturnType<typeof append> } = {};
  for (let isFinished = true; ; ) {
    const marker = OPTION_MARKER.exec(scan.lines[next] ?? '');
    const block =
      marker === null ? undefined : indentedBlock(scan, next, { firstIndent: marker[0].length });
    if (block === undefined || block.lines.length === 0) {
      if (node.list === undefined) return undefined;
      if (!isFinished) reportUnindent(scan, next, 'Option list');
      return next;
    }
    node.list ??= append(scan.parent, 'option_list', lineNumber(scan, at));
    scan.parser.parse(block, append(node.list, 'list_item', lineNumber(scan, next)));
    ({ next, isFinished } = block);
  }
}

/** `:name: body`; a colon inside of the name is escaped, or has neither space nor backquote behind it. */
export const FIELD_MARKER = /^:(?![: ])((?:[^:\\]|\\.|:(?!(?:[ `]|$)))*)(?<! ):(?: +|$)/;

/** `:name: body`, one after the other. */
export function fieldList(scan: Scan, at: number): number | undefined {
  if (!FIELD_MARKER.test(scan.lines[at] ?? '')) return undefined;
  const list = append(scan.parent, 'field_list', lineNumber(scan, at));
  let next = at;
  for (let isFinished = true; ; ) {
    const marker = FIELD_MARKER.exec(scan.lines[next] ?? '');
    if (marker === null) {
      if (!isFinished) reportUnindent(scan, next, 'Field list');
      return next;
    }
    ({ next, isFinished } = field(scan, next, marker, list));
  }
}

function field(scan: Scan, at: number, [marker, name = '']: RegExpExecArray, list: Node): Read {
  const { parser } = scan;
  const line = lineNumber(scan, at);
  const block = indentedBlock(scan, at, { firstIndent: marker.length });
  const plain = parser.inline(name, line);
  const node = append(list, 'field', line, { name: plain, text: block.lines.join('\n') });
  parser.parse(block, node);
  return block;
}

/** Where reading goes on behind a list item. */
export interface Read {
  /** The index behind it and the blank lines that follow. */
  readonly next: number;
  /** Whether a blank line, or nothing, follows. */
  readonly isFinished: boolean;
}

/**
 * An item behind its marker. Its text sets the indent of the other lines; where the marker
 * stands alone, they set it themselves.
 */
function listItem(scan: Scan, at: number, markerLength: number, list: Node): Read {
  const hasText = (scan.lines[at]?.length ?? 0) > markerLength;
  const options = hasText ? { indent: markerLength } : {};
  const block = indentedBlock(scan, at, { firstIndent: markerLength, ...options });
  const item = append(list, 'list_item', lineNumber(scan, at));
  scan.parser.parse(block, item);
  return block;
}

const BULLET = /^([-+*•‣⁃])(?: +|$)/;

/** `- item`; another character begins another list. */
export function bulletList(scan: Scan, at: number): number {
  const list = append(scan.parent, 'bullet_list', lineNumber(scan, at));
  const bullet = scan.lines[at]?.charAt(0);
  let next = at;
  for (let isFinished = true; ; ) {
    const marker = BULLET.exec(scan.lines[next] ?? '');
    if (marker === null || marker[1] !== bullet) {
      if (!isFinished) reportUnindent(scan, next, 'Bullet list');
      return next;
    }
    ({ next, isFinished } = listItem(scan, next, marker[0].length, list));
  }
}

/** `1. item`; undefined where what looks like an enumerator is the beginning of a text. */
export function enumeratedList(scan: Scan, at: number): number | undefined {
  const first = itemAt(scan, at, undefined);
  if (first === undefined) return undefined;
  const list = append(scan.parent, 'enumerated_list', lineNumber(scan, at));
  let isAuto = first.sequence === '#';
  let last = first;
  let { next, isFinished } = listItem(scan, at, first.length, list);
  for (;;) {
    const item = itemAt(scan, next, isAuto ? undefined : first.sequence);
    if (item === undefined || !continues(item, last, first, isAuto)) {
      if (!isFinished) reportUnindent(scan, next, 'Enumerated list');
      return next;
    }
    if (item.sequence === '#') isAuto = true;
    last = item;
    ({ next, isFinished } = listItem(scan, next, item.length, list));
  }
}

function continues(item: Enumerator, last: Enumerator, first: Enumerator, isAuto: boolean) {
  if (item.format !== first.format) return false;
  if (item.sequence === '#') return true;
  return item.sequence === first.sequence && !isAuto && item.ordinal === last.ordinal + 1;
}

/** An item's second line is blank, indented, or the next item. */
function itemAt(
  { lines }: Scan,
  at: number,
  expected: Enumerator['sequence'] | undefined,
): Enumerator | undefined {
  const item = parseEnumerator(lines[at] ?? '', expected);
  if (item === undefined) return undefined;
  const second = lines[at + 1] ?? '';
  return second === '' || second.startsWith(' ') || isFollowedBy(item, second) ? item : undefined;
}

/** A term and, indented, its definition; one after the other. */
export function definitionList(scan: Scan, at: number): number {
  const list = append(scan.parent, 'definition_list', lineNumber(scan, at));
  let { next, isFinished } = definition(scan, at, list);
  while (isTerm(scan, next)) {
    ({ next, isFinished } = definition(scan, next, list));
  }
  if (!isFinished) reportUnindent(scan, next, 'Definition list');
  return next;
}

function isTerm({ lines }: Scan, at: number): boolean {
  return beginsText(lines[at] ?? '') && (lines[at + 1]?.startsWith(' ') ?? false);
}

function definition(scan: Scan, at: number, list: Node): Read {
  const block = indentedBlock(scan, at + 1);
  scan.parser.inline(scan.lines[at] ?? '', lineNumber(scan, at));
  scan.parser.parse(block, append(list, 'definition', lineNumber(scan, at)));
  return block;
}

const MARKERS: readonly RegExp[] = [
  /^(?: |$)/,
  /^[-+*•‣⁃](?: |$)/,
  /^(?:\((?:[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)\)|(?:[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)[).])(?: |$)/,
  FIELD_MARKER,
  OPTION_MARKER,
  /^(?:>>>|\||\.\.|__)(?: |$)/,
  /^\+-[-+]+-\+ *$/,
  /^=+(?: +=+)+ *$/,
  ADORNMENT,
];

/** Whether a line looks like nothing else than text: then a list of definitions can go on with it. */
function beginsText(line: string): boolean {
  return !MARKERS.some((marker) => marker.test(line));
}
