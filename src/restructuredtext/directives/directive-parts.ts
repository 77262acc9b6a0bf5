import { addExplicitTarget, report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { append, type Node, type NodeKind } from '../node.ts';
import type { DirectiveCall } from './directive-class.ts';
import { anything, classNames } from './option-value.ts';

/** Options that nearly every directive takes. */
export const COMMON_DIRECTIVE_OPTIONS = { class: classNames, name: anything };

/** Whether it has content; it is noted where it has none. */
export function requireContent({ scan, name, line, content }: DirectiveCall): boolean {
  if (content.lines.length > 0) return true;
  const text = `Content block expected for the "${name}" directive; none found.`;
  report(scan.parser.document, 'directive-content', line, text);
  return false;
}

/** Whether it stands where sections stand; it is noted where it does not. */
export function requireStructure({ scan, name, line }: DirectiveCall): boolean {
  if (['document', 'section', 'sidebar', 'group'].includes(scan.parent.kind)) return true;
  const text = `The "${name}" directive may not be used within topics or body elements.`;
  report(scan.parser.document, 'misplaced-directive', line, text);
  return false;
}

/** Reads the inline markup of its first argument, which is its title. */
export function readTitle({ scan, arguments: [title], line }: DirectiveCall): string | undefined {
  return title === undefined ? undefined : scan.parser.inline(title, line);
}

/** Reads its content as body elements of a new node. */
export function readContent({ scan, content, line }: DirectiveCall, kind: NodeKind): Node {
  const node = append(scan.parent, kind, line);
  scan.parser.parse(content, node);
  return node;
}

/** Reads its content as body elements that belong to nothing yet. */
export function readGroup({ scan, content, line }: DirectiveCall): Node {
  const node: Node = { kind: 'group', line, children: [] };
  scan.parser.parse(content, node);
  return node;
}

/** Makes the value of its option `name` a target. */
export function addName({ scan, options, line }: DirectiveCall, option = 'name'): void {
  const name = options.get(option);
  if (name !== undefined && name !== null) {
    addExplicitTarget(scan.parser.document, normalizeName(name), { line });
  }
}
