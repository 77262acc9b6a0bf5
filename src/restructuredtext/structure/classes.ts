import { type Document, report } from '../document.ts';
import { isInvisible, type Node } from '../node.ts';

/** `.. class::` needs an element behind it, in its own block or in one around it. */
export function checkClasses(document: Document): void {
  visit(document, document.root, false);
}

function visit(document: Document, { children }: Node, isFollowed: boolean): void {
  let hasNext = isFollowed;
  for (const node of children.toReversed()) {
    visit(document, node, hasNext);
    if (node.kind === 'class' && !hasNext) {
      const text = 'No suitable element following "class" directive';
      report(document, 'class-without-element', node.line, text);
    }
    if (!isInvisible(node) && node.kind !== 'target') hasNext = true;
  }
}
