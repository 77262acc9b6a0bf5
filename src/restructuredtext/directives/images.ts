import { report } from '../document.ts';
import { markEscapes } from '../escapes.ts';
import { append, isInvisible } from '../node.ts';
import { linkOf } from '../references/name-table.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { addName, readGroup } from './directive-parts.ts';
import {
  anything,
  choice,
  classNames,
  length,
  lengthOrPercentage,
  percentage,
  required,
  wordOr,
} from './option-value.ts';

const HORIZONTAL = ['left', 'center', 'right'];
const VERTICAL = ['top', 'middle', 'bottom'];

const IMAGE_OPTIONS = {
  alt: anything,
  height: length,
  width: lengthOrPercentage,
  scale: percentage,
  align: choice(...VERTICAL, ...HORIZONTAL),
  target: required,
  loading: choice('embed', 'link', 'lazy'),
  class: classNames,
  name: anything,
};

/** Whether its alignment fits: vertical in a line of text, horizontal elsewhere. */
function checkAlignment({ scan, name, line, options, isEmbedded }: DirectiveCall): boolean {
  const align = options.get('align')?.toLowerCase().trim();
  if (align === undefined || (isEmbedded ? VERTICAL : HORIZONTAL).includes(align)) return true;
  const text = `Error in "${name}" directive: "${align}" is not a valid value for the "align" option.`;
  report(scan.parser.document, 'directive-option', line, text);
  return false;
}

function readTarget({ scan, line, options }: DirectiveCall): void {
  const target = options.get('target');
  if (target === undefined || target === null) return;
  const { refersTo } = linkOf(markEscapes(target).split('\n'));
  if (refersTo !== undefined) scan.parser.document.references.push({ name: refersTo, line });
}

function image(call: DirectiveCall): void {
  if (!checkAlignment(call)) return;
  readTarget(call);
  append(call.scan.parent, call.isEmbedded ? 'inline' : 'element', call.line);
  addName(call);
}

/** Its content begins with a paragraph, the caption, or an empty comment. */
function figure(call: DirectiveCall): void {
  const { scan, line, content } = call;
  readTarget(call);
  append(scan.parent, 'element', line);
  addName(call);
  addName(call, 'figname');
  const [first] = readGroup(call).children.filter(
    (node) => node.kind === 'comment' || (!isInvisible(node) && node.kind !== 'target'),
  );
  const isEmptyComment =
    first?.kind === 'comment' && isBareComment(content.lines, first.line - content.first);
  if (first === undefined || first.kind === 'paragraph' || isEmptyComment) return;
  const text = 'Figure caption must be a paragraph or empty comment.';
  report(scan.parser.document, 'figure-caption', line, text);
}

function isBareComment(lines: readonly string[], at: number): boolean {
  return lines[at] === '..' && (lines[at + 1] ?? '') === '';
}

const IMAGE = { requiredArguments: 1, hasText: true };

export const IMAGES = [
  ...named('image', { ...IMAGE, options: IMAGE_OPTIONS, run: image }),
  ...named('figure', {
    ...IMAGE,
    options: {
      ...IMAGE_OPTIONS,
      align: choice(...HORIZONTAL),
      figwidth: wordOr(['image'], lengthOrPercentage),
      figclass: classNames,
      figname: anything,
    },
    hasContent: true,
    run: figure,
  }),
];
