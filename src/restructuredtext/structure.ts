import { parseEnumerator } from './blocks/enumerator.ts';
import { type Document, report } from './document.ts';
import { normalizeName } from './escapes.ts';
import { isInvisible, type Node, type NodeKind } from './node.ts';

/** Checks how the blocks of the document stand to each other. */
export function checkStructure(document: Document): void {
  checkClasses(document);
  checkBibliographicFields(document);
  checkTransitions(document);
  checkRendering(document);
}

/** `.. class::` needs an element behind it, in its own block or in one around it. */
function checkClasses(document: Document): void {
  visitClasses(document, document.root, false);
}

function visitClasses(document: Document, { children }: Node, isFollowed: boolean): void {
  let hasNext = isFollowed;
  for (const node of children.toReversed()) {
    visitClasses(document, node, hasNext);
    if (node.kind === 'class' && !hasNext) {
      const text = 'No suitable element following "class" directive';
      report(document, 'class-without-element', node.line, text);
    }
    if (!isInvisible(node) && node.kind !== 'target') hasNext = true;
  }
}

const ONE_PARAGRAPH = new Set(
  'author organization address contact version revision status date copyright'.split(' '),
);
const TOPICS = new Set(['dedication', 'abstract']);

/** A list of fields at the very beginning holds the document's own author, version and so on. */
function checkBibliographicFields(document: Document): void {
  const first = document.root.children.find((node) => !isInvisible(node) && node.kind !== 'target');
  if (first?.kind !== 'field_list') return;
  const topics = new Set<string>();
  for (const field of first.children) {
    const name = normalizeName(field.name ?? '');
    const problem = fieldProblem(field, name, topics);
    if (problem !== undefined) report(document, 'bibliographic-field', field.line, problem);
  }
}

function fieldProblem(field: Node, name: string, topics: Set<string>): string | undefined {
  const isKnown = ONE_PARAGRAPH.has(name) || TOPICS.has(name) || name === 'authors';
  if (!isKnown) return undefined;
  if (field.children.length === 0)
    return `Cannot extract empty bibliographic field "${field.name}".`;
  if (ONE_PARAGRAPH.has(name) && !isOneParagraph(field)) {
    return `Bibliographic field "${field.name}" must contain a single <paragraph>.`;
  }
  if (name === 'authors' && !areAuthors(field)) {
    return `Cannot extract "${field.name}" from bibliographic field.`;
  }
  if (TOPICS.has(name) && topics.has(name)) return `There can only be one "${field.name}" field.`;
  topics.add(name);
  return undefined;
}

/** `E. Xample` looks like a list; docutils reads it as the name that it is. */
function isOneParagraph({ children, text = '' }: Node): boolean {
  const [first] = children;
  if (children.length === 1 && first?.kind === 'paragraph') return true;
  const isList = first?.kind === 'enumerated_list' && parseEnumerator(text) !== undefined;
  return isList && !text.trim().includes('\n');
}

function areAuthors({ children }: Node): boolean {
  const [first] = children;
  if (children.length === 1 && first?.kind === 'bullet_list') {
    return first.children.every(isOneParagraph);
  }
  const authors = children.filter(({ kind }) => kind !== 'comment');
  return authors.length > 0 && authors.every(({ kind }) => kind === 'paragraph');
}

const REMOVED: ReadonlySet<NodeKind> = new Set(['comment', 'class', 'invisible']);

/** A transition stands between elements: neither at an end, nor next to another one. */
function checkTransitions(document: Document): void {
  visitTransitions(document, document.root, true);
}

/** @param isLast Whether nothing is behind the block, or behind any block that it is in. */
function visitTransitions(document: Document, parent: Node, isLast: boolean): void {
  // Comments and the like are gone when docutils looks.
  const children = parent.children.filter(({ kind }) => !REMOVED.has(kind));
  const first = children.findIndex(counts);
  const last = children.findLastIndex(counts);
  for (const [index, node] of children.entries()) {
    if (node.kind === 'section') {
      visitTransitions(document, node, isLast && index === children.length - 1);
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

/** Comments, link targets and definitions alone make an empty page. */
function checkRendering(document: Document): void {
  const { children } = document.root;
  const hasSections = children.some(({ kind }) => kind === 'section');
  const isShown = (node: Node) => !isInvisible(node) && (node.kind !== 'contents' || hasSections);
  if (children.some(isShown)) return;
  report(document, 'nothing-rendered', undefined, 'No content rendered from RST source.');
}
