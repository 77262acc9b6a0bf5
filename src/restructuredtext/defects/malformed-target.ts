import type { DefectClass } from '../defect.ts';

/** WARNING/2: `malformed hyperlink target.` */
export const malformedTarget: DefectClass = {
  id: 'malformed-target',
  certainty: 'error',
  remedy: 'End the name with a colon: ".. _name: https://…".',
};
