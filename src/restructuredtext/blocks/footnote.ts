import { indentedBlock } from '../block.ts';
import { report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { addExplicitTarget } from '../references/explicit-target.ts';
import type { Read } from './list-item.ts';

/** `.. [1] text`, `.. [#] text`, `.. [#label] text`, `.. [*] text`, `.. [citation] text`. */
export function footnote(scan: Scan, at: number, [marker, label = '']: RegExpExecArray): Read {
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
