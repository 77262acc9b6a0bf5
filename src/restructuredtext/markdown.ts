import { stripSpace } from '../packaging/python-text.ts';
import type { Defect } from './defect.ts';
import { blankDescription } from './defects/blank-description.ts';

/**
 * Markdown is never wrong: it fails to render only where there is nothing. (A variant that PyPI
 * does not have fails with the content type itself.)
 */
export function lintMarkdown(text: string): readonly Defect[] {
  if (stripSpace(text) !== '') return [];
  return [{ class: blankDescription, line: undefined, text: 'The description is blank.' }];
}
