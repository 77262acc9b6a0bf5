import { indentedBlock } from '../block.ts';
import { addExplicitTarget, report } from '../document.ts';
import { markEscapes, normalizeName, withoutEscapes } from '../escapes.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { linkOf } from '../references/name-table.ts';
import type { Read } from './lists.ts';

/** The name of a target up to its colon: in backquotes, or without a colon that ends a word. */
const NAME =
  /^(?:_|(?!_)(`)(?![ `])(.+?)(?<![\s\0])`|(?!_)(?![ `])(.+?))(?<!(?<!\0):)(?<![\s\0]) ?:(?: +|$)/;
/** Lines over which a name may go: docutils has no limit, and no real name is longer. */
const LONGEST_NAME = 20;

/** `.. _name: link`, `.. _name:`, `.. __: link`. */
export function hyperlinkTarget(
  scan: Scan,
  at: number,
  [start]: RegExpExecArray,
): Read | undefined {
  const options = { firstIndent: start.length, untilBlank: true, keepIndent: true };
  const block = indentedBlock(scan, at, options);
  const lines = block.lines.map(markEscapes);
  let escaped = '';
  for (const [index, line] of lines.slice(0, LONGEST_NAME).entries()) {
    escaped += line;
    const match = NAME.exec(escaped);
    if (match === null) continue;
    const rest = line.slice(match[0].length - escaped.length + line.length);
    const name = match[2] ?? match[3] ?? '';
    addTarget(scan, at, name, [rest, ...lines.slice(index + 1)]);
    return block;
  }
  const text = 'malformed hyperlink target.';
  report(scan.parser.document, 'malformed-target', lineNumber(scan, at), text);
  return undefined;
}

/** `__ link`. */
export function anonymousTarget(scan: Scan, at: number, [marker]: RegExpExecArray): Read {
  const options = { firstIndent: marker.length, untilBlank: true };
  const block = indentedBlock(scan, at, options);
  addTarget(scan, at, '', block.lines.map(markEscapes));
  return block;
}

function addTarget(scan: Scan, at: number, escapedName: string, lines: readonly string[]): void {
  const { document } = scan.parser;
  const line = lineNumber(scan, at);
  const { refersTo, uri } = linkOf(lines);
  const isInternal = refersTo === undefined && uri === '';
  append(scan.parent, isInternal ? 'target' : 'external_target', line);
  const target = {
    line,
    ...(refersTo === undefined ? {} : { refersTo }),
    ...(uri === undefined || uri === '' ? {} : { uri }),
  };
  const name = normalizeName(withoutEscapes(escapedName));
  if (refersTo !== undefined) document.indirectTargets.push({ target, name: refersTo });
  if (name === '') {
    document.anonymousTargets.push({ name, line });
  } else {
    const outcome = addExplicitTarget(document, name, target);
    if (outcome === 'taken') append(scan.parent, 'message', line);
  }
}
