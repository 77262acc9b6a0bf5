import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Malformed table.` with what is wrong with its borders. */
export const malformedTable: DefectClass = {
  id: 'malformed-table',
  certainty: 'error',
  remedy: 'Align the borders of the table; they must be as wide as the widest row.',
};
