import type { Chance } from '../packaging/chance.ts';
import { CONSTRUCTS } from './constructs.ts';

/** Lines taken out of a text, and others put in their place. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly string[];
}

/** The text with the edits made one after the other. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  for (const { at, remove, insert } of edits) lines.splice(at, remove, ...insert);
  return lines.join('\n');
}

/** One edit as a tired author makes it, or two. */
export function mutate(chance: Chance, text: string): Edit[] {
  const edits = [edit(chance, text.split('\n'))];
  if (chance.integer(4) === 0) {
    edits.push(edit(chance, applyEdits(text, edits).split('\n')));
  }
  return edits;
}

/** A short text of nothing but constructs, one in the other and with edits. */
export function medley(chance: Chance): string {
  const lines: string[] = [];
  let indent = 0;
  for (let parts = 1 + chance.integer(4); parts > 0; parts--) {
    indent = chance.pick([0, 0, indent, indent + 2, indent + 3]);
    const snippet = chance.pick(CONSTRUCTS);
    lines.push(...snippet.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)));
    if (chance.integer(5) > 0) lines.push('');
  }
  const edits = chance.some(2, () => mutate(chance, lines.join('\n'))[0]);
  return edits.reduce(
    (text, one) => (one === undefined ? text : applyEdits(text, [one])),
    lines.join('\n'),
  );
}

const MARKUP = [
  '*',
  '**',
  '`',
  '``',
  '_',
  '__',
  '|',
  ':',
  '::',
  '[',
  ']',
  '<',
  '>',
  '\\',
  '(',
  '-',
  '=',
  '+',
  '.',
  ' ',
  '\t',
  '"',
];

function edit(chance: Chance, lines: readonly string[]): Edit {
  const at = chance.integer(lines.length);
  const line = lines[at] ?? '';
  const replace = (insert: readonly string[], remove = 1): Edit => ({ at, remove, insert });
  const column = chance.integer(line.length + 1);
  switch (chance.integer(14)) {
    case 0:
      return replace([]);
    case 1: {
      const blank = lines.indexOf('', at);
      return { at: blank === -1 ? at : blank, remove: 1, insert: [] };
    }
    case 2:
      return replace([line, '']);
    case 3:
      return replace([line, line]);
    case 4:
      return replace([' '.repeat(1 + chance.integer(4)) + line]);
    case 5:
      return replace([line.replace(new RegExp(`^ {1,${1 + chance.integer(4)}}`), '')]);
    case 6: {
      const adornment = lines.findIndex(
        (each, index) => index >= at && /^([=~^"'-])\1+$/.test(each),
      );
      const found = lines[adornment] ?? '';
      const changed = chance.pick([
        found.slice(1),
        found.slice(3),
        found + found.charAt(0),
        found.replaceAll(/./g, '^'),
        `${found.slice(1)}!`,
      ]);
      return adornment === -1 ? replace([]) : { at: adornment, remove: 1, insert: [changed] };
    }
    case 7:
      return replace([line.slice(0, column) + chance.pick(MARKUP) + line.slice(column)]);
    case 8:
      return replace([line.slice(0, column) + line.slice(column).replace(/[*`_|:[\]<>.=+-]/, '')]);
    case 9:
      return replace([`${line} ${lines[at + 1] ?? ''}`], 2);
    case 10:
      return { at, remove: lines.length - at, insert: [] };
    case 11:
      return replace(['', ...chance.pick(CONSTRUCTS), '', line]);
    default: {
      const indent = ' '.repeat(chance.pick([0, 0, 0, /^ */.exec(line)?.[0].length ?? 0, 2]));
      return replace([line, ...chance.pick(CONSTRUCTS).map((each) => indent + each)]);
    }
  }
}
