/**
 * What a block was read as: docutils' element names where there is one. `group` has no element of
 * its own (its children belong to whoever asked for them); `invisible` leaves nothing in the page;
 * `inline` is what a directive puts into a paragraph; `message` is a remark of docutils' own, which
 * counts while it reads and is gone in the page.
 */
export type NodeKind =
  | 'document'
  | 'section'
  | 'paragraph'
  | 'block_quote'
  | 'bullet_list'
  | 'enumerated_list'
  | 'definition_list'
  | 'field_list'
  | 'option_list'
  | 'list_item'
  | 'definition'
  | 'field'
  | 'line_block'
  | 'literal_block'
  | 'doctest_block'
  | 'table'
  | 'entry'
  | 'footnote'
  | 'comment'
  | 'target'
  | 'external_target'
  | 'substitution_definition'
  | 'transition'
  | 'sidebar'
  | 'contents'
  | 'element'
  | 'inline'
  | 'group'
  | 'class'
  | 'message'
  | 'invisible';

/** One block of the document, as far as somebody asks about it. */
export interface Node {
  readonly kind: NodeKind;
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly children: Node[];
  /** A field's name. */
  readonly name?: string;
  /** A field's body as written; the columns of a table. */
  readonly text?: string;
  readonly columns?: number;
}

/** Adds a new child. */
export function append(parent: Node, kind: NodeKind, line: number, more: Partial<Node> = {}): Node {
  const node: Node = { kind, line, children: [], ...more };
  parent.children.push(node);
  return node;
}

/** Kinds that leave nothing in the page, wherever they stand. */
const INVISIBLE: ReadonlySet<NodeKind> = new Set([
  'comment',
  'external_target',
  'substitution_definition',
  'class',
  'message',
  'invisible',
]);

/** Whether a block is there for other blocks only: comments, link targets, definitions. */
export function isInvisible({ kind }: Node): boolean {
  return INVISIBLE.has(kind);
}
