import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Transition at the end of the document.`, `Transition at the start of the section.`, `At
 * least one body element should separate transitions.`
 */
export const misplacedTransition: DefectClass = {
  id: 'misplaced-transition',
  certainty: 'error',
  remedy: 'Take the line away, or put text before and after it.',
};
