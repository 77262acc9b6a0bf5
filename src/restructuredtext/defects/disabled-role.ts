import type { DefectClass } from '../defect.ts';

/** WARNING/2: `raw (and derived) roles disabled`. */
export const disabledRole: DefectClass = {
  id: 'disabled-role',
  certainty: 'error',
  remedy: 'Write it without raw HTML.',
};
