import type { DefectClass } from '../defect.ts';

/** Not docutils: a description that is too long for this linter. PyPI may take it. */
export const unchecked: DefectClass = {
  id: 'unchecked',
  certainty: 'warning',
  remedy: 'Look at it with "twine check", or make it shorter.',
};
