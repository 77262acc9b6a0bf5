import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Invalid context: the "replace" directive can only be used within a substitution
 * definition.`, `The "contents" directive may not be used within topics or body elements.`
 */
export const misplacedDirective: DefectClass = {
  id: 'misplaced-directive',
  certainty: 'error',
  remedy: 'Move the directive to where it may stand.',
};
