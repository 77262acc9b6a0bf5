import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Title overline & underline mismatch.`, `Missing matching underline for section title
 * overline.`, `Incomplete section title.`, `Invalid section title or transition marker.`
 */
export const titleAdornment: DefectClass = {
  id: 'title-adornment',
  certainty: 'error',
  remedy: 'Give the title the same line above and below; set off a lone line by blank lines.',
};
