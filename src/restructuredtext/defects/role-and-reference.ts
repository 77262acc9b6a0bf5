import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Multiple roles in interpreted text (both prefix and suffix present; only one
 * allowed).`, `Mismatch: both interpreted text role prefix and reference suffix.`
 */
export const roleAndReference: DefectClass = {
  id: 'role-and-reference',
  certainty: 'error',
  remedy: 'Take away the role or the underscore.',
};
