import { append } from '../node.ts';
import type { DirectiveCall } from './directive-class.ts';
import { addName, COMMON_OPTIONS, requireContent } from './directive-parts.ts';
import { named } from './named.ts';
import { integer, wordOr } from './option-value.ts';

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
      ...COMMON_OPTIONS,
      'number-lines': wordOr([null], integer(Number.NEGATIVE_INFINITY)),
    },
    hasContent: true,
    run: literal,
  }),
  ...named('math', { options: COMMON_OPTIONS, hasContent: true, run: literal }),
];
