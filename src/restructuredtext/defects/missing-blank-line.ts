import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Block quote ends without a blank line; unexpected unindent.`, and the same of lists,
 * literal blocks, explicit markup, line blocks; `Blank line required after table.`
 */
export const missingBlankLine: DefectClass = {
  id: 'missing-blank-line',
  certainty: 'error',
  remedy: 'Leave a blank line before this line, or indent it like the lines before it.',
};
