import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Unexpected section title.`, `Unexpected section title or transition.`: these stand at the
 * left margin only, not inside of other blocks.
 */
export const misplacedTitle: DefectClass = {
  id: 'misplaced-title',
  certainty: 'error',
  remedy: 'Move the title or line to the left margin, or leave a blank line after its text.',
};
