import { type CoreMetadata, metadataValue } from '../packaging/core-metadata.ts';
import { stripSpace } from '../packaging/python-text.ts';
import type { Defect } from './defect.ts';
import { blankDescription } from './defects/blank-description.ts';
import { lintRestructuredText } from './restructured-text.ts';

/** Where the metadata does not say. */
const DEFAULT_TYPE = 'text/x-rst';

/** Why PyPI would refuse a description; nothing for one that is not there, or not UTF-8. */
export function lintDescription(metadata: CoreMetadata): readonly Defect[] {
  const { description = '', undecodable } = metadata;
  // PyPI takes UNKNOWN for a field that is not given; setuptools wrote it so.
  const isAbsent = description === '' || stripSpace(description) === 'UNKNOWN';
  if (isAbsent || undecodable.includes('description')) return [];
  switch (contentType(metadataValue(metadata, 'Description-Content-Type'))) {
    case 'text/x-rst':
      return lintRestructuredText(description);
    case 'text/markdown':
      return lintMarkdown(description);
    default:
      return [];
  }
}

/** The type without its parameters. */
function contentType(field = ''): string {
  const [type = ''] = field.split(';');
  return stripSpace(type).toLowerCase() || DEFAULT_TYPE;
}

/**
 * Markdown is never wrong: it fails to render only where there is nothing. (A variant that PyPI
 * does not have fails with the content type itself.)
 */
function lintMarkdown(text: string): readonly Defect[] {
  if (stripSpace(text) !== '') return [];
  return [{ class: blankDescription, line: undefined, text: 'The description is blank.' }];
}
