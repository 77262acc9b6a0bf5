import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Duplicate substitution definition name: "version".` */
export const duplicateSubstitution: DefectClass = {
  id: 'duplicate-substitution',
  certainty: 'error',
  remedy: 'Define each substitution once.',
};
