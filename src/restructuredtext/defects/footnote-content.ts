import type { DefectClass } from '../defect.ts';

/** WARNING/2: `Footnote content expected.`, `Citation content expected.` */
export const footnoteContent: DefectClass = {
  id: 'footnote-content',
  certainty: 'error',
  remedy: 'Write the text of the footnote behind its label.',
};
