import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Error in "code-block" directive: unknown option: "linenos".`, `invalid option value`,
 * `invalid option block`. Sphinx knows options that docutils does not.
 */
export const directiveOption: DefectClass = {
  id: 'directive-option',
  certainty: 'error',
  remedy: 'Leave that option out: PyPI renders with plain docutils, without Sphinx.',
};
