import { codePoints } from '../text/python-text.ts';
import type { Block } from './block.ts';
import { parseBody } from './blocks/body.ts';
import type { Defect } from './defects.ts';
import { type Document, emptyDocument, report } from './document.ts';
import { inlineText } from './inline/inline.ts';
import type { Node } from './node.ts';
import type { Parser } from './parser.ts';
import { checkAnonymousLinks } from './references/anonymous-links.ts';
import { checkFootnotes } from './references/footnotes.ts';
import { checkIndirectTargets } from './references/indirect-targets.ts';
import { checkSubstitutions } from './references/substitutions.ts';
import { LONGEST_LINE, sourceLines } from './source-lines.ts';
import { checkBibliographicFields } from './structure/bibliographic-fields.ts';
import { checkClasses } from './structure/classes.ts';
import { checkRendering } from './structure/rendering.ts';
import { checkTransitions } from './structure/transitions.ts';

/** Blocks inside of blocks: about half of what docutils' own stack has room for. */
const DEEPEST = 60;

/** Characters; the longest descriptions on PyPI have some 500,000. */
const LONGEST_TEXT = 1 << 20;

/**
 * Where docutils 0.23, with the settings of readme_renderer 46.0, would stop with a system message
 * of level WARNING/2 or higher, and PyPI would therefore refuse the description. docutils stops
 * at the first; here reading goes on, and what is found later may be a consequence of it.
 */
export function lintRestructuredText(text: string): readonly Defect[] {
  return readRestructuredText(text).defects;
}

/** Reads a description, in time and memory in proportion to its length, whatever is in it. */
export function readRestructuredText(text: string): Document {
  const document = emptyDocument();
  if (text.length > LONGEST_TEXT) {
    const problem = `Its ${text.length} characters are too many to look for defects in them.`;
    report(document, 'unchecked', undefined, problem);
    return document;
  }
  const lines = sourceLines(text);
  const long = lines.findIndex(
    (line) => line.length > LONGEST_LINE && codePoints(line) > LONGEST_LINE,
  );
  if (long !== -1) {
    const problem = `Line ${long + 1} exceeds the line-length-limit.`;
    report(document, 'line-too-long', long + 1, problem);
    return document;
  }
  readLines(document, lines);
  resolveReferences(document);
  checkStructure(document);
  return document;
}

function readLines(document: Document, lines: readonly string[]): void {
  const { effort } = document;
  let depth = 0;
  const parser: Parser = {
    document,
    inline: (text, line) => {
      effort.characters += text.length;
      return inlineText(document, text, line);
    },
    parse: (block: Block, parent: Node) => {
      if (depth === DEEPEST) return;
      depth++;
      effort.lines += block.lines.length;
      parseBody({ ...block, parser, parent, sections: undefined });
      depth--;
    },
  };
  const sections = { styles: [], path: [] };
  effort.lines += lines.length;
  parseBody({ parser, lines, first: 1, parent: document.root, sections });
}

/** Checks how the blocks of the document stand to each other. */
function checkStructure(document: Document): void {
  checkClasses(document);
  checkBibliographicFields(document);
  checkTransitions(document);
  checkRendering(document);
}

/** Checks what only the whole document tells, in the order in which docutils does. */
function resolveReferences(document: Document): void {
  checkSubstitutions(document);
  checkAnonymousLinks(document);
  checkIndirectTargets(document);
  checkFootnotes(document);
  checkReferences(document);
}

/** Every name that is referred to needs one target. */
function checkReferences(document: Document): void {
  const { names, references } = document;
  for (const { name, line } of references) {
    if (names.get(name) !== undefined) continue;
    if (names.has(name)) {
      const text = `Duplicate target name, cannot be used as a unique reference: "${name}".`;
      report(document, 'duplicate-target', line, text);
    } else {
      report(document, 'unknown-target', line, `Unknown target name: "${name}".`);
    }
  }
}
