import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `"raw" directive disabled.`, `"include" directive disabled.`, `File and URL access
 * deactivated; ignoring "csv-table" directive.` PyPI reads no files and takes no raw HTML.
 */
export const disabledDirective: DefectClass = {
  id: 'disabled-directive',
  certainty: 'error',
  remedy:
    'Put the text itself into the description; PyPI reads no other files and takes no raw HTML.',
};
