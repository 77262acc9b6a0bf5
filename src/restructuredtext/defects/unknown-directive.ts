import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Unknown directive type "automodule".` Sphinx and other tools know
 * directives that docutils does not.
 */
export const unknownDirective: DefectClass = {
  id: 'unknown-directive',
  certainty: 'error',
  remedy:
    'Write it without that directive: PyPI renders with plain docutils, without Sphinx or other extensions.',
};
