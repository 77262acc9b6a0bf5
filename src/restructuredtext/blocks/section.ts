import { report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { append } from '../node.ts';
import type { Scan } from '../parser.ts';

/** Begins a section, unless its title's style skips a level. */
export function section(scan: Scan, title: string, style: string, line: number): void {
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
