import type { DefectClass } from '../defect.ts';

/** ERROR/3: `No suitable element following "class" directive`. */
export const classWithoutElement: DefectClass = {
  id: 'class-without-element',
  certainty: 'error',
  remedy: 'Put the element that the class is for behind the directive.',
};
