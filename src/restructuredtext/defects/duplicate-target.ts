import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Duplicate explicit target name: "home".` ERROR/3: `Duplicate target name, cannot be used
 * as a unique reference: "usage".`
 */
export const duplicateTarget: DefectClass = {
  id: 'duplicate-target',
  certainty: 'error',
  remedy: 'Give each target a name of its own, or use an anonymous link (`text <uri>`__).',
};
