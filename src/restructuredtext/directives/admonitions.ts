import type { DirectiveCall, DirectiveClass } from './directive-class.ts';
import {
  addName,
  COMMON_OPTIONS,
  readContent,
  readTitle,
  requireContent,
} from './directive-parts.ts';
import { named } from './named.ts';

const SPECIFIC: DirectiveClass = {
  options: COMMON_OPTIONS,
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
