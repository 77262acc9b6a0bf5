import { type Document, report } from '../document.ts';
import { isInvisible, type Node } from '../node.ts';

/** Comments, link targets and definitions alone make an empty page. */
export function checkRendering(document: Document): void {
  const { children } = document.root;
  const hasSections = children.some(({ kind }) => kind === 'section');
  const isShown = (node: Node) => !isInvisible(node) && (node.kind !== 'contents' || hasSections);
  if (children.some(isShown)) return;
  report(document, 'nothing-rendered', undefined, 'No content rendered from RST source.');
}
