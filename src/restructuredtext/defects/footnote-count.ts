import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Too many autonumbered footnote references: only 1 corresponding footnote available.`, and
 * the same of symbol footnotes.
 */
export const footnoteCount: DefectClass = {
  id: 'footnote-count',
  certainty: 'error',
  remedy: 'Write a footnote (.. [#] text) for each reference.',
};
