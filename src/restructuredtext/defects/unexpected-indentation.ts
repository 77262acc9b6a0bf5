import type { DefectClass } from '../defect.ts';

/** ERROR/3: `Unexpected indentation.` */
export const unexpectedIndentation: DefectClass = {
  id: 'unexpected-indentation',
  certainty: 'error',
  remedy: 'Leave a blank line before the indented lines, or indent them like the line before.',
};
