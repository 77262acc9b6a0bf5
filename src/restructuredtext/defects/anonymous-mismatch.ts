import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Anonymous hyperlink mismatch: 2 references but 1 targets.` */
export const anonymousMismatch: DefectClass = {
  id: 'anonymous-mismatch',
  certainty: 'error',
  remedy:
    'Define as many anonymous targets (__ https://…) as there are references with two underscores.',
};
