import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Indirect hyperlink target "a" refers to target "b", which does not exist.`, `which is a
 * duplicate, and cannot be used as a unique reference`, `forming a circular reference`.
 */
export const indirectTarget: DefectClass = {
  id: 'indirect-target',
  certainty: 'error',
  remedy: 'Let the target refer to one that exists.',
};
