import { type Block, indentedBlock } from '../block.ts';
import type { Read } from '../blocks/lists.ts';
import { report } from '../document.ts';
import type { Node } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { CLASSES_AND_ROLES } from './classes-and-roles.ts';
import { CSV_TABLE } from './csv-table.ts';
import { DirectiveProblem, directiveBlock } from './directive-block.ts';
import type { DirectiveClass } from './directive-class.ts';
import { DISABLED } from './disabled.ts';
import { IMAGES } from './images.ts';
import { LIST_TABLE } from './list-table.ts';
import { PARTS } from './parts.ts';
import { SUBSTITUTIONS } from './substitutions.ts';
import { TABLE } from './table.ts';
import { ADMONITIONS, CODE, TEXT_BLOCKS } from './text-blocks.ts';

/** `.. name:: arguments`, options, content. */
export function directive(scan: Scan, at: number, [marker, name = '']: RegExpExecArray): Read {
  const line = lineNumber(scan, at);
  const block = indentedBlock(scan, at, { firstIndent: marker.length });
  run(scan, name, line, block, false);
  return block;
}

/**
 * The directive that defines a substitution.
 *
 * @returns Whether it defines something; undefined if what is wrong with it was said.
 */
export function embeddedDirective(
  scan: Scan,
  definition: Block,
  [marker, name = '']: RegExpExecArray,
): boolean | undefined {
  const { defects } = scan.parser.document;
  const seen = defects.length;
  const parent: Node = { kind: 'group', line: definition.first, children: [] };
  const block = indentedBlock(definition, 0, { firstIndent: marker.length });
  run({ ...scan, parent }, name, definition.first, block, true);
  if (defects.length > seen) return undefined;
  return parent.children.some(({ kind }) => kind === 'inline');
}

function run(scan: Scan, name: string, line: number, block: Block, isEmbedded: boolean): void {
  const { document } = scan.parser;
  const directiveClass = DIRECTIVES.get(name.toLowerCase());
  if (directiveClass === undefined) {
    report(document, 'unknown-directive', line, `Unknown directive type "${name}".`);
    return;
  }
  // The first line of the block is the one behind the name, or, if that is empty, the next one.
  const isSeparated = block.first - line > 1;
  const parts = directiveBlock(block, directiveClass, isSeparated);
  if (parts instanceof DirectiveProblem) {
    const text = `Error in "${name}" directive: ${parts.text}.`;
    report(document, parts.defect, line, text);
    return;
  }
  directiveClass.run({ scan, name, line, ...parts, isEmbedded });
}

/** Every directive of docutils, under each of its English names. */
const DIRECTIVES: ReadonlyMap<string, DirectiveClass> = new Map([
  ...ADMONITIONS,
  ...CLASSES_AND_ROLES,
  ...CODE,
  ...CSV_TABLE,
  ...DISABLED,
  ...IMAGES,
  ...LIST_TABLE,
  ...PARTS,
  ...SUBSTITUTIONS,
  ...TABLE,
  ...TEXT_BLOCKS,
]);
