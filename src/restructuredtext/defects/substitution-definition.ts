import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Substitution definition "x" empty or invalid.`, `missing contents`, `malformed
 * substitution definition.` ERROR/3: `Circular substitution definition referenced`.
 */
export const substitutionDefinition: DefectClass = {
  id: 'substitution-definition',
  certainty: 'error',
  remedy: 'Define it with the replace, image, unicode or date directive.',
};
