import { codePoints, splitLines, stripEnd } from '../text/python-text.ts';
import type { Block } from './block.ts';
import { parseBody } from './blocks/body.ts';
import type { Defect } from './defects.ts';
import { type Document, emptyDocument, report } from './document.ts';
import { inlineText } from './inline/inline.ts';
import type { Node } from './node.ts';
import type { Parser } from './parser.ts';
import { resolveReferences } from './references/resolve.ts';
import { checkStructure } from './structure.ts';

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

const TAB_STOP = 8;

/** docutils' `line-length-limit`, in characters. */
const LONGEST_LINE = 10_000;

/** The lines as docutils reads them: tabs expanded, no white space at their ends. */
function sourceLines(text: string): string[] {
  return splitLines(text.replace(/[\v\f]/g, ' ')).map((line) => expandTabs(stripEnd(line)));
}

/** Stops where the line is longer than docutils accepts: a file of tabs would grow eightfold. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let expanded = '';
  let column = 0;
  for (const character of line) {
    const width = character === '\t' ? TAB_STOP - (column % TAB_STOP) : 1;
    expanded += character === '\t' ? ' '.repeat(width) : character;
    column += width;
    if (column > LONGEST_LINE) break;
  }
  return expanded;
}
