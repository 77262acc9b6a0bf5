import { stripSpace } from '../../text/python-text.ts';
import { type Block, indentedBlock, trimEnd } from '../block.ts';
import { SIMPLE_NAME } from '../characters.ts';
import { embeddedDirective } from '../directives/directive.ts';
import { type Document, report } from '../document.ts';
import { markEscapes, normalizeSpace } from '../escapes.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import type { Read } from './lists.ts';

const NAME = /^(?! )(.+?)(?<![\s\0])\|(?: +|$)/;
const DIRECTIVE = new RegExp(`^(${SIMPLE_NAME})::(?: +|$)`, 'v');
const LONGEST_NAME = 20;

/** `.. |name| directive:: …`. */
export function substitutionDefinition(
  scan: Scan,
  at: number,
  [start]: RegExpExecArray,
): Read | undefined {
  const { document } = scan.parser;
  const line = lineNumber(scan, at);
  const block = indentedBlock(scan, at, { firstIndent: start.length, keepIndent: true });
  const named = splitName(block);
  if (named === undefined) {
    report(document, 'substitution-definition', line, 'malformed substitution definition.');
    return undefined;
  }
  const { name, content } = named;
  if (content.lines.length === 0) {
    report(
      document,
      'substitution-definition',
      line,
      `Substitution definition "${name}" missing contents.`,
    );
    return block;
  }
  append(scan.parent, 'substitution_definition', line);
  const match = DIRECTIVE.exec(content.lines[0] ?? '');
  const seen = document.substitutionReferences.length;
  const illegal = illegalContent(document);
  const isDefined = match !== null && embeddedDirective(scan, content, match);
  const found = isDefined ? illegal() : undefined;
  if (found !== undefined) {
    const text = `${found} are not supported in a substitution definition.`;
    report(document, 'substitution-definition', line, text);
  } else if (isDefined) {
    const uses = document.substitutionReferences.slice(seen).map((reference) => reference.name);
    define(scan, { name: normalizeSpace(name), line, uses });
  } else if (match === null || isDefined === false) {
    report(
      document,
      'substitution-definition',
      line,
      `Substitution definition "${name}" empty or invalid.`,
    );
  }
  return block;
}

/** What a definition may not hold: each reference to it would be one more of the same. */
function illegalContent(document: Document): () => string | undefined {
  const { anonymousReferences, identified } = document;
  const [anonymous, others] = [anonymousReferences.length, identified.length];
  return () => {
    if (anonymousReferences.length > anonymous) return 'Anonymous references';
    return identified.length > others ? 'Targets (names and identifiers)' : undefined;
  };
}

function define({ parser }: Scan, definition: { name: string; line: number; uses: string[] }) {
  const { document } = parser;
  const { name, line } = definition;
  if (document.substitutions.has(name)) {
    const text = `Duplicate substitution definition name: "${name}".`;
    report(document, 'duplicate-substitution', line, text);
  }
  document.substitutions.set(name, definition);
}

/** The name up to its bar, and what follows it. */
function splitName(block: Block): { readonly name: string; readonly content: Block } | undefined {
  let escaped = '';
  for (const [index, line] of block.lines.slice(0, LONGEST_NAME).entries()) {
    escaped += index === 0 ? markEscapes(line) : ` ${markEscapes(stripSpace(line))}`;
    const match = NAME.exec(escaped);
    if (match === null) continue;
    const stripped = stripSpace(line);
    const rest = stripSpace(stripped.slice(stripped.length - (escaped.length - match[0].length)));
    const first = escaped.length === match[0].length ? [] : [rest];
    const [second = '', ...others] = block.lines.slice(index + 1);
    const lines = [...first, first.length > 0 ? second : stripSpace(second), ...others];
    const content = { lines, first: block.first + index + 1 - first.length };
    return { name: match[1] ?? '', content: trimEnd(content) };
  }
  return undefined;
}
