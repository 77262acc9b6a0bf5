import type { DefectClass } from '../defect.ts';

/** WARNING/2: `Title underline too short.`, `Title overline too short.` */
export const shortTitleAdornment: DefectClass = {
  id: 'short-title-adornment',
  certainty: 'error',
  remedy: 'Make the line under (and over) the title as long as the title.',
};
