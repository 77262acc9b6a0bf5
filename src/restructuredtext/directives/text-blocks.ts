import { stripSpace } from '../../text/python-text.ts';
import { readBlockQuotes } from '../blocks/block-quote.ts';
import { report } from '../document.ts';
import { append } from '../node.ts';
import { type DirectiveCall, type DirectiveClass, named } from './directive-class.ts';
import {
  addName,
  COMMON_DIRECTIVE_OPTIONS,
  readContent,
  readTitle,
  requireContent,
  requireStructure,
} from './directive-parts.ts';
import { anything, classNames, integer, required, wordOr } from './option-value.ts';

function topic(call: DirectiveCall): void {
  if (!requireStructure(call) || !requireContent(call)) return;
  readTitle(call);
  addName(call);
  readContent(call, 'element');
}

function sidebar(call: DirectiveCall): void {
  const { scan, name, line, options, arguments: args } = call;
  const problem =
    scan.parent.kind === 'sidebar'
      ? `The "${name}" directive may not be used within a sidebar element.`
      : options.has('subtitle') && args.length === 0
        ? 'The "subtitle" option may not be used without a title.'
        : undefined;
  if (problem !== undefined) {
    report(scan.parser.document, 'misplaced-directive', line, problem);
    return;
  }
  if (!requireStructure(call) || !requireContent(call)) return;
  readTitle(call);
  scan.parser.inline(options.get('subtitle') ?? '', line);
  addName(call);
  readContent(call, 'sidebar');
}

/** Lines whose inline markup is read one by one. */
function lineBlock(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  const { scan, content } = call;
  append(scan.parent, 'line_block', call.line);
  addName(call);
  for (const [index, line] of content.lines.entries()) {
    scan.parser.inline(stripSpace(line), content.first + index);
  }
}

function parsedLiteral(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  const { scan, content } = call;
  append(scan.parent, 'literal_block', call.line);
  scan.parser.inline(content.lines.join('\n'), content.first);
  addName(call);
}

function quote(call: DirectiveCall): void {
  if (requireContent(call)) readBlockQuotes(call.scan.parser, call.content, call.scan.parent);
}

function container(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  const { scan, name, line, arguments: args } = call;
  const [classes = ''] = args;
  if (classNames(classes) !== undefined) {
    const text = `Invalid class attribute value for "${name}" directive: "${classes}".`;
    report(scan.parser.document, 'misplaced-directive', line, text);
    return;
  }
  addName(call);
  readContent(call, 'element');
}

function compound(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  addName(call);
  readContent(call, 'element');
}

function rubric(call: DirectiveCall): void {
  readTitle(call);
  append(call.scan.parent, 'element', call.line);
  addName(call);
}

const BLOCK = { options: COMMON_DIRECTIVE_OPTIONS, hasContent: true };

export const TEXT_BLOCKS = [
  ...named('topic', { ...BLOCK, requiredArguments: 1, hasText: true, run: topic }),
  ...named('sidebar', {
    optionalArguments: 1,
    hasText: true,
    options: { ...COMMON_DIRECTIVE_OPTIONS, subtitle: required },
    hasContent: true,
    run: sidebar,
  }),
  ...named('line-block', { ...BLOCK, run: lineBlock }),
  ...named('parsed-literal', { ...BLOCK, run: parsedLiteral }),
  ...named('rubric', {
    requiredArguments: 1,
    hasText: true,
    options: COMMON_DIRECTIVE_OPTIONS,
    run: rubric,
  }),
  ...named('epigraph highlights pull-quote', { hasContent: true, run: quote }),
  ...named('compound', { ...BLOCK, run: compound }),
  ...named('container', {
    optionalArguments: 1,
    hasText: true,
    options: { name: anything },
    hasContent: true,
    run: container,
  }),
];

function literal(call: DirectiveCall): void {
  if (!requireContent(call)) return;
  append(call.scan.parent, 'literal_block', call.line);
  addName(call);
}

/** A language that Pygments does not know is no defect: readme_renderer reports only errors. */
export const CODE = [
  ...named('code code-block sourcecode', {
    optionalArguments: 1,
    options: {
      ...COMMON_DIRECTIVE_OPTIONS,
      'number-lines': wordOr([null], integer(Number.NEGATIVE_INFINITY)),
    },
    hasContent: true,
    run: literal,
  }),
  ...named('math', { options: COMMON_DIRECTIVE_OPTIONS, hasContent: true, run: literal }),
];

const SPECIFIC: DirectiveClass = {
  options: COMMON_DIRECTIVE_OPTIONS,
  hasContent: true,
  run: (call: DirectiveCall) => {
    if (!requireContent(call)) return;
    addName(call);
    readTitle(call);
    readContent(call, 'element');
  },
};

export const ADMONITIONS = [
  ...named('attention caution danger error hint important note tip warning', SPECIFIC),
  ...named('admonition', { ...SPECIFIC, requiredArguments: 1, hasText: true }),
];
