import { parseEnumerator } from '../blocks/enumerator.ts';
import { type Document, report } from '../document.ts';
import { normalizeName } from '../escapes.ts';
import { isInvisible, type Node } from '../node.ts';

const ONE_PARAGRAPH = new Set(
  'author organization address contact version revision status date copyright'.split(' '),
);
const TOPICS = new Set(['dedication', 'abstract']);

/** A list of fields at the very beginning holds the document's own author, version and so on. */
export function checkBibliographicFields(document: Document): void {
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

/** `E. Xample` looks like a list; docutils takes it for the name that it is. */
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
