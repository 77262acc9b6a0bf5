import { report } from '../document.ts';
import { type DirectiveCall, named } from './directive-class.ts';
import { anything, classNames, flag, integer, required, wordOr } from './option-value.ts';

function disabled({ scan, name, line }: DirectiveCall): void {
  report(scan.parser.document, 'disabled-directive', line, `"${name}" directive disabled.`);
}

const FILE = { encoding: required, class: classNames };
const LINE = integer(Number.NEGATIVE_INFINITY);

/** What PyPI's settings (`raw_enabled`, `file_insertion_enabled`) keep out. */
export const DISABLED = [
  ...named('raw', {
    requiredArguments: 1,
    hasText: true,
    options: { ...FILE, file: required, url: required },
    hasContent: true,
    run: disabled,
  }),
  ...named('include', {
    requiredArguments: 1,
    hasText: true,
    options: {
      ...FILE,
      literal: flag,
      code: anything,
      parser: anything,
      'tab-width': LINE,
      'start-line': LINE,
      'end-line': LINE,
      'start-after': required,
      'end-before': required,
      'number-lines': wordOr([null], LINE),
      name: anything,
    },
    run: disabled,
  }),
];
