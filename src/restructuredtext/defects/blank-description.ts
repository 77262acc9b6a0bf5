import type { DefectClass } from '../defect.ts';

/** Not docutils: Markdown without a character that shows renders as nothing. */
export const blankDescription: DefectClass = {
  id: 'blank-description',
  certainty: 'error',
  remedy: 'Write something, or leave the description out.',
};
