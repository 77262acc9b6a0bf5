import { SIMPLE_NAME } from '../characters.ts';
import type { Document } from '../document.ts';
import { markEscapes, withoutEscapes } from '../escapes.ts';
import { delimitedText } from './delimited-text.ts';
import { citationOrFootnoteReference } from './footnote-reference.ts';
import { InlineText } from './inline-text.ts';
import { interpretedText } from './interpreted-text.ts';
import { reference } from './reference.ts';

/** Where markup can begin: a start-string, a role, a bracket, or a name with its underscore. */
const CANDIDATE = new RegExp(
  `\\*\\*?|\`\`?|_\`|\\||\\[|:${SIMPLE_NAME}:\`(?!\`)|${SIMPLE_NAME}(?:__?)?`,
  'gv',
);

/**
 * Reads the inline markup of a block of text that begins at a line, and notes what it refers to.
 * Each end-string is looked for once in vain at most, so that the work stays linear.
 *
 * @returns The text without its markup.
 */
export function inlineText(document: Document, text: string, line: number): string {
  const input = new InlineText(document, markEscapes(text), line);
  let plain = '';
  let copied = 0;
  CANDIDATE.lastIndex = 0;
  for (;;) {
    const match = input.next(CANDIDATE);
    if (match === null) break;
    const read = construct(input, match);
    if (read === undefined) {
      // Where a role is none, its colon may still let the backquote begin something.
      if (match[0].startsWith(':')) CANDIDATE.lastIndex = match.index + 1;
      continue;
    }
    plain += input.text.slice(copied, read.start) + read.plain;
    copied = read.end;
    input.base = read.end;
    CANDIDATE.lastIndex = read.end;
  }
  return withoutEscapes(plain + input.text.slice(copied));
}

function construct(input: InlineText, match: RegExpExecArray) {
  const [candidate] = match;
  switch (candidate.charAt(0)) {
    case '[':
      return citationOrFootnoteReference(input, match.index);
    case ':':
      return interpretedText(input, match.index, candidate);
    case '`':
      return candidate === '`'
        ? interpretedText(input, match.index, candidate)
        : delimitedText(input, match.index, candidate);
    case '*':
    case '|':
      return delimitedText(input, match.index, candidate);
    default:
      return candidate === '_`'
        ? delimitedText(input, match.index, candidate)
        : reference(input, match.index, candidate);
  }
}
