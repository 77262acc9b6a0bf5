import { type Document, report } from '../document.ts';
import { isInvisible, type Node, type NodeKind } from '../node.ts';

const REMOVED: ReadonlySet<NodeKind> = new Set(['comment', 'class', 'invisible']);

/** A transition stands between elements: neither at an end, nor beside another one. */
export function checkTransitions(document: Document): void {
  visit(document, document.root, true);
}

/** @param isLast Whether nothing is behind the block, or behind any block that it is in. */
function visit(document: Document, parent: Node, isLast: boolean): void {
  // Comments and the like are gone when docutils looks.
  const children = parent.children.filter(({ kind }) => !REMOVED.has(kind));
  const first = children.findIndex(counts);
  const last = children.findLastIndex(counts);
  for (const [index, node] of children.entries()) {
    if (node.kind === 'section') {
      visit(document, node, isLast && index === children.length - 1);
    } else if (node.kind === 'transition') {
      if (isLast && index >= last) warn(document, node, 'Transition at the end of the document.');
      if (index <= first) {
        warn(document, node, `Transition at the start of the ${parent.kind}.`);
      } else if (children[index - 1]?.kind === 'transition') {
        warn(document, node, 'At least one body element should separate transitions.');
      }
    }
  }
}

function counts(node: Node): boolean {
  return node.kind === 'message' || (!isInvisible(node) && node.kind !== 'target');
}

function warn(document: Document, { line }: Node, text: string): void {
  report(document, 'misplaced-transition', line, text);
}
