import type { DefectClass } from '../defect.ts';

/** WARNING/2: `Literal block expected; none found.` ERROR/3: `Inconsistent literal block quoting.` */
export const literalBlock: DefectClass = {
  id: 'literal-block',
  certainty: 'error',
  remedy:
    'Indent the block after "::" and leave a blank line before it, or write ":" instead of "::".',
};
