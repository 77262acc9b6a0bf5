import { SIMPLE_NAME } from '../characters.ts';
import type { Document } from '../document.ts';
import { markEscapes, normalizeName, withoutEscapes } from '../escapes.ts';
import { delimitedText } from './delimited-text.ts';
import { type Inline, InlineText } from './inline-text.ts';
import { interpretedText } from './interpreted-text.ts';

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

const LABEL = new RegExp(`\\[(#(?:${SIMPLE_NAME})?|\\*|${SIMPLE_NAME})\\]_`, 'vy');

/** `[1]_`, `[#]_`, `[#label]_`, `[*]_`, `[citation]_`. */
function citationOrFootnoteReference(input: InlineText, start: number): Inline | undefined {
  LABEL.lastIndex = start;
  const match = input.next(LABEL);
  if (match === null || !input.canStart(start) || !input.canEnd(LABEL.lastIndex)) return undefined;
  const [whole, label = ''] = match;
  const line = input.line(start);
  const { document } = input;
  const name = normalizeName(label.replace(/^#/, ''));
  document.identified.push({ name, line });
  if (label === '*') {
    document.symbolFootnoteReferences.push({ name, line });
  } else if (label.startsWith('#')) {
    document.autoFootnoteReferences.push({ name, line });
  } else {
    document.references.push({ name, line });
  }
  return { start, end: start + whole.length, plain: /^[#*]/.test(label) ? '' : label };
}

/** `name_`, `name__`: what a run of name characters with underscores behind it refers to. */
function reference(input: InlineText, run: number, candidate: string): Inline | undefined {
  const [underscores] = /(?<!_)_*$/.exec(candidate) ?? [''];
  const nameEnd = run + candidate.length - underscores.length;
  if (underscores === '' || !input.canEnd(run + candidate.length)) return undefined;
  const start = firstStart(input, run, nameEnd);
  if (start === undefined) return undefined;
  const name = input.text.slice(start, nameEnd);
  const line = input.line(start);
  if (underscores === '__') {
    input.document.anonymousReferences.push({ name, line });
  } else {
    input.document.references.push({ name: normalizeName(name), line });
  }
  return { start, end: run + candidate.length, plain: name };
}

/** A name begins where markup may begin: at the run itself, or after a `-` or `:` inside of it. */
function firstStart(input: InlineText, run: number, nameEnd: number): number | undefined {
  if (input.canStart(run)) return run;
  const inside = /[-:]/.exec(input.text.slice(run, nameEnd));
  return inside === null ? undefined : run + inside.index + 1;
}
