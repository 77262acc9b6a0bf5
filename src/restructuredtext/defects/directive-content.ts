import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Content block expected for the "note" directive; none found.`, `Error in "image"
 * directive: no content permitted.`
 */
export const directiveContent: DefectClass = {
  id: 'directive-content',
  certainty: 'error',
  remedy:
    'Indent what belongs to the directive, and leave a blank line between its options and its content.',
};
