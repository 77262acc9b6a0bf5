import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Unknown interpreted text role "class".`, `Interpreted text role "index" not
 * implemented.` Sphinx knows roles that docutils does not.
 */
export const unknownRole: DefectClass = {
  id: 'unknown-role',
  certainty: 'error',
  remedy:
    'Write ``text`` instead of :role:`text`: PyPI renders with plain docutils, without Sphinx.',
};
