import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Cannot extract empty bibliographic field "Version".`, `Bibliographic field "Author" must
 * contain a single <paragraph>`: fields at the very beginning are read as the document's own.
 */
export const bibliographicField: DefectClass = {
  id: 'bibliographic-field',
  certainty: 'error',
  remedy: 'Give the field one paragraph, or begin the description with something else.',
};
