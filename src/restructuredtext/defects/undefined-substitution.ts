import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Undefined substitution referenced: "version".` */
export const undefinedSubstitution: DefectClass = {
  id: 'undefined-substitution',
  certainty: 'error',
  remedy: 'Define it (.. |name| replace:: text), or write a backslash before the bar.',
};
