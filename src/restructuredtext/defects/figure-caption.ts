import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Figure caption must be a paragraph or empty comment.` */
export const figureCaption: DefectClass = {
  id: 'figure-caption',
  certainty: 'error',
  remedy: 'Begin the content of the figure with a paragraph.',
};
