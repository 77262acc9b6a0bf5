import type { DefectClass } from '../defect.ts';

/**
 * ERROR/3: `Error parsing content block for the "list-table" directive: …`, `Error with CSV data in
 * "csv-table" directive: …`, header rows or widths that do not fit the data.
 */
export const tableContent: DefectClass = {
  id: 'table-content',
  certainty: 'error',
  remedy: 'Give every row as many cells as the first, and options that fit them.',
};
