import type { Block } from './block.ts';
import { parseBody } from './blocks/body.ts';
import type { Defect } from './defect.ts';
import { lineTooLong } from './defects/line-too-long.ts';
import { emptyDocument, report } from './document.ts';
import { inlineText } from './inline/inline.ts';
import type { Node } from './node.ts';
import type { Parser } from './parser.ts';
import { resolveReferences } from './references/resolve.ts';
import { LONGEST_LINE, sourceLines } from './source-lines.ts';
import { checkStructure } from './structure/check-structure.ts';

/** Blocks inside of blocks: about half of what docutils' own stack has room for. */
const DEEPEST = 60;

/**
 * Where docutils 0.23, with the settings of readme_renderer 46.0, would stop with a system message
 * of level WARNING/2 or higher, and PyPI would therefore refuse the description. docutils stops
 * at the first; here reading goes on, and what is found later may be a consequence of it.
 *
 * Reading takes time in proportion to the length of the text, whatever is in it.
 */
export function lintRestructuredText(text: string): readonly Defect[] {
  const document = emptyDocument();
  const lines = sourceLines(text);
  const long = lines.findIndex(
    (line) => line.length > LONGEST_LINE && Array.from(line).length > LONGEST_LINE,
  );
  if (long !== -1) {
    const problem = `Line ${long + 1} exceeds the line-length-limit.`;
    report(document, lineTooLong, long + 1, problem);
    return document.defects;
  }
  let depth = 0;
  const parser: Parser = {
    document,
    inline: (inline, line) => inlineText(document, inline, line),
    parse: ({ lines: block, first }: Block, parent: Node) => {
      if (depth === DEEPEST) return;
      depth++;
      parseBody({ parser, lines: block, first, parent, sections: undefined });
      depth--;
    },
  };
  const sections = { styles: [], path: [] };
  parseBody({ parser, lines, first: 1, parent: document.root, sections });
  resolveReferences(document);
  checkStructure(document);
  return document.defects;
}
