import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Unknown target name: "quick start".` Nothing has the name that `name_` or `` `phrase`_ `` or
 * `[1]_` refers to.
 */
export const unknownTarget: DefectClass = {
  id: 'unknown-target',
  certainty: 'error',
  remedy: 'Define the target (.. _name: https://…), or write a backslash before the underscore.',
};
