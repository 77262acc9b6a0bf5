import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Line 3 exceeds the line-length-limit.`, which is 10,000 characters. */
export const lineTooLong: DefectClass = {
  id: 'line-too-long',
  certainty: 'error',
  remedy: 'Break the line.',
};
