import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Inconsistent title style: skip from level 1 to 3.` */
export const titleLevel: DefectClass = {
  id: 'title-level',
  certainty: 'error',
  remedy: 'Underline titles of one level with the same character, and skip no level.',
};
