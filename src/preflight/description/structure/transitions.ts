import { misplacedTransition } from '../defects/misplaced-transition.ts';
import { type Document, report } from '../document.ts';
import { isInvisible, type Node } from '../node.ts';

/** A transition stands between elements: neither at an end, nor beside another one. */
export function checkTransitions(document: Document): void {
  visit(document, document.root, []);
}

/** @param around The blocks around it, each with those behind it, outermost first. */
function visit(document: Document, parent: Node, around: readonly (readonly Node[])[]): void {
  const { children } = parent;
  for (const [index, node] of children.entries()) {
    const after = children.slice(index + 1);
    if (node.kind === 'section') visit(document, node, [...around, after]);
    if (node.kind !== 'transition') continue;
    const place = parent.kind;
    if (!after.some(counts) && around.every(({ length }) => length === 0)) {
      warn(document, node, 'Transition at the end of the document.');
    }
    if (!children.slice(0, index).some(counts)) {
      warn(document, node, `Transition at the start of the ${place}.`);
    } else if (children[index - 1]?.kind === 'transition') {
      warn(document, node, 'At least one body element should separate transitions.');
    }
  }
}

function counts(node: Node): boolean {
  return !isInvisible(node) && node.kind !== 'target';
}

function warn(document: Document, { line }: Node, text: string): void {
  report(document, misplacedTransition, line, text);
}
