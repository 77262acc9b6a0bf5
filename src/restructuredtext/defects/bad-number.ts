import type { DefectClass } from '../defect.ts';

/** ERROR/3: `PEP number must be a number from 0 to 9999; "8 <…>" is invalid.`, and the same of RFCs. */
export const badNumber: DefectClass = {
  id: 'bad-number',
  certainty: 'error',
  remedy: 'Give the number alone, such as :pep:`8`.',
};
