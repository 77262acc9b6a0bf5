import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Error in "image" directive: 1 argument(s) required, 0 supplied.`, `maximum 1 argument(s)
 * allowed, 2 supplied.`
 */
export const directiveArgument: DefectClass = {
  id: 'directive-argument',
  certainty: 'error',
  remedy: 'Give the directive the arguments that docutils documents for it.',
};
