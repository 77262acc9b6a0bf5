import type { DefectClass } from '../defect.ts';

/**
 * WARNING/2: `Inline emphasis start-string without end-string.`, and the same of `strong`, `literal`,
 * `interpreted text or phrase reference`, `target` and `substitution_reference`.
 */
export const unclosedInlineMarkup: DefectClass = {
  id: 'unclosed-inline-markup',
  certainty: 'error',
  remedy:
    'Close the markup, or write a backslash before a character that is meant as itself (\\* \\` \\|).',
};
